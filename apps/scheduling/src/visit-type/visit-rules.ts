import { addDays, localDateOf } from '@liaison/kernel';
import type { VisitRules } from '../day-schedule/day-schedule.policies.js';
import type { VisitTypeFacts } from './visit-type.state.js';

/** What a kind of visit adds to the rules of its day, as of now on the wall of its zone. */
export const rulesOf = (
  { visitTypeId, leadMinutes, horizonDays, seats }: Pick<VisitTypeFacts, 'visitTypeId' | 'leadMinutes' | 'horizonDays' | 'seats'>,
  zone: string,
  now: string,
): VisitRules => ({
  ...(leadMinutes === undefined ? {} : { leadMinutes }),
  ...(horizonDays === undefined ? {} : { horizon: { days: horizonDays, last: addDays(localDateOf(now, zone), horizonDays) } }),
  ...(seats === undefined ? {} : { group: { visitTypeId, seats } }),
});
