import { addDays, localDateOf, minuteOfDay, recurrenceDates, recurrenceFaults, type LocalDate } from '@liaison/kernel';
import type { Pattern } from './series.events.js';

export type PatternObjection =
  | { readonly code: 'recurrence-invalid'; readonly part: string; readonly rule: string }
  | { readonly code: 'series-endless' }
  | { readonly code: 'series-in-the-past'; readonly today: string }
  | { readonly code: 'series-too-far-ahead'; readonly field: 'startDate' | 'rule' | 'alsoOn'; readonly last: string }
  | { readonly code: 'series-too-long'; readonly most: number }
  | { readonly code: 'series-empty'; readonly startDate: string; readonly last: string }
  | { readonly code: 'exception-of-no-occurrence'; readonly field: string; readonly date: string };

/** The dates that can be booked: today, and the last one that rosters are asked for. */
export type BookableDates = { readonly today: LocalDate; readonly last: LocalDate };

/** Visits of one series: more is another series, that somebody has looked at. */
export const mostOccurrences = 366;
/** In days, as for a single booking: rosters are not asked for dates beyond it. */
export const mostDaysAhead = 731;

/**
 * The dates of a series (RFC 5545: the rule's, without EXDATE, with RDATE), or every reason why it has none that can be booked.
 * Only dates recur: the time of the day is put onto each on the wall clock of the site.
 */
export const datesOfPattern = (
  pattern: Pattern,
  zone: string,
  bookable: BookableDates,
): readonly LocalDate[] | readonly PatternObjection[] => {
  const rule = untilOnTheWall(pattern, zone);
  const objections = objectionsToRule(rule, pattern, bookable);
  if (objections.length > 0) return objections;
  const { startDate, exceptOn = [], alsoOn = [] } = pattern;
  const ruled = recurrenceDates({ rule, startDate }, startDate, bookable.last);
  const further = countOf(rule) > ruled.length && ruled.length > 0;
  const all = [...new Set([...ruled, ...alsoOn])];
  const dates = all.filter((date) => !exceptOn.includes(date)).toSorted();
  const found: readonly PatternObjection[] = [
    ...(further ? [tooFar('rule', bookable)] : []),
    ...exceptOn.filter((date) => !all.includes(date)).map((date) => ofNoOccurrence('exceptOn', date)),
    ...alsoOn.filter((date) => date > bookable.last).map(() => tooFar('alsoOn', bookable)),
    ...(dates.length > mostOccurrences ? [{ code: 'series-too-long', most: mostOccurrences } as const] : []),
    ...(dates.length === 0 ? [{ code: 'series-empty', startDate, last: bookable.last } as const] : []),
  ];
  return found.length > 0 ? found : dates;
};

/** Whether what was found are dates. */
export const areDates = (found: readonly LocalDate[] | readonly PatternObjection[]): found is readonly LocalDate[] =>
  typeof found[0] === 'string';

export const ofNoOccurrence = (field: string, date: string): PatternObjection => ({ code: 'exception-of-no-occurrence', field, date });

const tooFar = (field: 'startDate' | 'rule' | 'alsoOn', { last }: BookableDates): PatternObjection => ({
  code: 'series-too-far-ahead',
  field,
  last,
});

const objectionsToRule = (rule: string, { startDate }: Pattern, bookable: BookableDates): readonly PatternObjection[] => {
  const faults = recurrenceFaults(rule);
  if (faults.length > 0) return faults.map((fault) => ({ code: 'recurrence-invalid', ...fault }));
  const until = partOf(rule, 'UNTIL');
  return [
    ...(until === undefined && partOf(rule, 'COUNT') === undefined ? [{ code: 'series-endless' } as const] : []),
    ...(startDate < bookable.today ? [{ code: 'series-in-the-past', today: bookable.today } as const] : []),
    ...(startDate > bookable.last ? [tooFar('startDate', bookable)] : []),
    ...(until !== undefined && asDate(until) > bookable.last ? [tooFar('rule', bookable)] : []),
  ];
};

const partOf = (rule: string, part: string): string | undefined => new RegExp(`(?:^|;)${part}=([^;]*)`, 'i').exec(rule)?.[1];
const countOf = (rule: string): number => Number(partOf(rule, 'COUNT') ?? 0);
const asDate = (text: string): LocalDate => `${text.slice(0, 4)}-${text.slice(4, 6)}-${text.slice(6, 8)}`;

const inUtc = /^(\d{4})(\d\d)(\d\d)T([01]\d|2[0-3])([0-5]\d)([0-5]\d)Z$/i;

/**
 * RFC 5545 gives the end of a rule in UTC where its start has a zone: here it is the last date on which the visit begins by then.
 * What is no such time stays, for the grammar to object to.
 */
const untilOnTheWall = ({ rule, startTime }: Pattern, zone: string): string => {
  const until = partOf(rule, 'UNTIL') ?? '';
  const [, year, month, day, hour, minute, second] = inUtc.exec(until) ?? [];
  const instant = `${year}-${month}-${day}T${hour}:${minute}:${second}Z`;
  const isInstant = second !== undefined && (new Date(instant).toJSON() as string | null)?.startsWith(instant.slice(0, 10));
  if (!isInstant) return rule;
  const date = localDateOf(instant, zone);
  const shown = minuteOfDay(`${instant.slice(0, 17)}00Z`, zone) ?? 0;
  const asked = Number(startTime.slice(0, 2)) * 60 + Number(startTime.slice(3, 5));
  return rule.replace(new RegExp(`UNTIL=${until}`, 'i'), `UNTIL=${(asked <= shown ? date : addDays(date, -1)).replaceAll('-', '')}`);
};
