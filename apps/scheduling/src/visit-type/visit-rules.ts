import { addDays, localDateOf } from '@liaison/kernel';
import type { VisitRules } from '../day-schedule/day-schedule.policies.js';
import type { HeldBlock } from '../day-schedule/fitting/held-blocks.js';
import type { VisitTypeFacts } from './visit-type.state.js';

/** What a kind of visit adds to the rules of its day, as of now on the wall of its zone; `blocks` are those of its date. */
export const rulesOf = (
  { visitTypeId, leadMinutes, horizonDays, seats }: Pick<VisitTypeFacts, 'visitTypeId' | 'leadMinutes' | 'horizonDays' | 'seats'>,
  zone: string,
  now: string,
  blocks: readonly HeldBlock[] = [],
): VisitRules => ({
  ...(leadMinutes === undefined ? {} : { leadMinutes }),
  ...(horizonDays === undefined ? {} : { horizon: { days: horizonDays, last: addDays(localDateOf(now, zone), horizonDays) } }),
  ...(blocks.length > 0 && { blocks }),
  ...(seats === undefined ? {} : { group: { visitTypeId, seats } }),
});
