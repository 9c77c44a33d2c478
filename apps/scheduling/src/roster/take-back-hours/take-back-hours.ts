import { accepted, intersection, type Decision } from '@liaison/kernel';
import type { HoursTakenBack } from '../roster.events.js';
import { holdingOf, type Roster } from '../roster.state.js';

/** The day has recorded that it returned these hours, and that it will take none up to this serial any more. */
export type TakeBackHours = { readonly type: 'TakeBackHours'; readonly data: HoursTakenBack['data'] };

/** Once there is a later allotment, an earlier return says nothing about what the day may use. */
export const takeBackHours = ({ data }: TakeBackHours, roster: Roster): Decision<HoursTakenBack, never> => {
  const held = holdingOf(roster, data);
  if (data.serial !== held.serial) return accepted();
  const hours = intersection(held.hours, data.hours);
  return hours.length === 0 ? accepted() : accepted({ type: 'HoursTakenBack', data: { ...data, hours } });
};
