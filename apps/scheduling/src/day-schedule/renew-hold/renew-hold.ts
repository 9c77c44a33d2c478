import { accepted, addMinutes, rejected, type Decision } from '@liaison/kernel';
import type { OfAppointment } from '../appointment.policies.js';
import type { HoldRenewed } from '../day-schedule.events.js';
import { appointmentOf, visitOf, type DaySchedule } from '../day-schedule.state.js';
import { longestHold, planning, theHoldIsYours, type HoldRefusal } from '../holds.policies.js';

export type RenewHold = {
  readonly type: 'RenewHold';
  readonly data: OfAppointment & { readonly by: string; readonly minutes: number };
};
export type RenewalRefusal = HoldRefusal | { readonly code: 'held-too-long'; readonly latest: string };

/** From now on for so many minutes; a renewal never shortens a hold. */
export const renewHold = ({ data }: RenewHold, before: DaySchedule): Decision<HoldRenewed, RenewalRefusal> => {
  const { appointmentId, by, minutes, now: clock } = data;
  const { now: at, day } = planning(before, clock);
  const known = appointmentOf(day, appointmentId);
  if (!known) return rejected({ code: 'appointment-unknown', appointmentId });
  const objections = theHoldIsYours('renew-hold', known, day, by);
  const hold = day.holds.get(appointmentId);
  if (objections.length > 0 || !hold) return rejected(...objections);
  const [expiresAt, latest] = [addMinutes(at, minutes), addMinutes(hold.heldAt, longestHold)];
  if (expiresAt > latest) return rejected({ code: 'held-too-long', latest });
  if (expiresAt <= hold.expiresAt) return accepted();
  return accepted({ type: 'HoldRenewed', data: { ...visitOf(known), expiresAt, at } });
};
