import { accepted, type Decision } from '@liaison/kernel';
import type { HoldExpired } from '../day-schedule.events.js';
import { nowOn, type DaySchedule } from '../day-schedule.state.js';
import { expiryOf } from '../holds.policies.js';

export type ExpireHold = { readonly type: 'ExpireHold'; readonly data: { readonly appointmentId: string; readonly now: string } };

/** A timer asks: a hold that was booked, released or renewed meanwhile is none of its business. */
export const expireHold = ({ data }: ExpireHold, day: DaySchedule): Decision<HoldExpired, never> => {
  const hold = day.holds.get(data.appointmentId);
  const expired = hold && expiryOf(hold, day, nowOn(day, data.now));
  return expired ? accepted(expired) : accepted();
};
