import type { StepRefusal } from './appointment.policies.js';
import type { Appointment, Hold } from './appointment.state.js';
import type { HoldExpired } from './day-schedule.events.js';
import { evolve, nowOn, visitOf, type DaySchedule } from './day-schedule.state.js';

/** In minutes: how long a hold lasts by itself unless the kind of visit says otherwise, and how long with every renewal. */
export const holdMinutes = 10;
export const longestHold = 60;

export type HoldRefusal =
  | StepRefusal
  | { readonly code: 'hold-not-yours'; readonly appointmentId: string }
  | { readonly code: 'hold-expired'; readonly appointmentId: string };

export type Planning = {
  /** Never earlier than what the day has seen, whatever the clock says. */
  readonly now: string;
  readonly expired: readonly HoldExpired[];
  /** The day without the holds that have expired by now. */
  readonly day: DaySchedule;
};

/** Whoever plans first takes note of the holds that have expired, and then plans on the day as it is without them. */
export const planning = (before: DaySchedule, clock: string): Planning => {
  const now = nowOn(before, clock);
  const expired = [...before.holds.values()].flatMap((hold) => expiryOf(hold, before, now) ?? []);
  return { now, expired, day: expired.reduce(evolve, before) };
};

export const expiryOf = ({ appointmentId, expiresAt }: Hold, day: DaySchedule, now: string): HoldExpired | undefined => {
  const facts = day.appointments.get(appointmentId);
  return facts && expiresAt <= now ? { type: 'HoldExpired', data: { ...visitOf(facts), expiresAt, at: now } } : undefined;
};

/** A hold is for whoever took it, until it expires. */
export const theHoldIsYours = (
  step: 'book-held' | 'renew-hold' | 'release-hold',
  { appointmentId, status, hold: ended }: Appointment,
  day: DaySchedule,
  by: string,
): readonly HoldRefusal[] => {
  if (ended === 'expired') return [{ code: 'hold-expired', appointmentId }];
  const hold = day.holds.get(appointmentId);
  if (!hold) return [{ code: 'step-not-allowed', appointmentId, step, status }];
  return hold.holder === by ? [] : [{ code: 'hold-not-yours', appointmentId }];
};
