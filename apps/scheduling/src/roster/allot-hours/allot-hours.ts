import { accepted, minus, rejected, union, type Decision, type Interval } from '@liaison/kernel';
import type { HoursAllotted } from '../roster.events.js';
import { heldElsewhere, holdingOf, type Roster } from '../roster.state.js';

/** Gives a site's day the hours that are planned there, as far as nobody else holds them. */
export type AllotHours = { readonly type: 'AllotHours'; readonly data: Omit<HoursAllotted['data'], 'serial'> };
export type AllotmentRefusal = {
  readonly code: 'held-elsewhere';
  readonly siteId: string;
  readonly date: string;
  readonly hours: readonly Interval[];
};

export const allotHours = ({ data }: AllotHours, roster: Roster): Decision<HoursAllotted, AllotmentRefusal> => {
  const held = holdingOf(roster, data);
  if (data.planRevision < held.planRevision) return accepted();
  const missing = minus(data.hours, held.hours);
  const elsewhere = heldElsewhere(roster, data, missing);
  const free = minus(
    missing,
    elsewhere.flatMap(({ hours }) => hours),
  );
  if (free.length === 0 && (held.hours.length === 0 || held.capacity === data.capacity))
    return elsewhere.length > 0 ? rejected(...elsewhere.map((other) => ({ code: 'held-elsewhere' as const, ...other }))) : accepted();
  return accepted({ type: 'HoursAllotted', data: { ...data, serial: held.serial + 1, hours: union([...held.hours, ...free]) } });
};
