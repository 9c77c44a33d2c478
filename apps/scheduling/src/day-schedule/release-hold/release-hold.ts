import { accepted, rejected, type Decision } from '@liaison/kernel';
import type { OfAppointment } from '../appointment.policies.js';
import type { HoldReleased } from '../day-schedule.events.js';
import { appointmentOf, nowOn, visitOf, type DaySchedule } from '../day-schedule.state.js';
import { theHoldIsYours, type HoldRefusal } from '../holds.policies.js';

export type ReleaseHold = { readonly type: 'ReleaseHold'; readonly data: OfAppointment & { readonly by: string } };

/** What has expired in the meantime is free as well. */
export const releaseHold = ({ data }: ReleaseHold, day: DaySchedule): Decision<HoldReleased, HoldRefusal> => {
  const { appointmentId, by, now } = data;
  const known = appointmentOf(day, appointmentId);
  if (!known) return rejected({ code: 'appointment-unknown', appointmentId });
  if (known.hold !== undefined) return accepted();
  const objections = theHoldIsYours('release-hold', known, day, by);
  if (objections.length > 0) return rejected(...objections);
  return accepted({ type: 'HoldReleased', data: { ...visitOf(known), at: nowOn(day, now) } });
};
