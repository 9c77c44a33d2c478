import { recurrenceFaults } from '@liaison/kernel';
import { expanded, isLeftOpen, occurrenceAt, type Instead, type Occurrence, type TimeLeftOpen } from '../occurrences.js';
import { ofNoOccurrence, type BookableDates, type PatternObjection } from '../pattern.js';
import type { Member, Pattern, Scope, SeriesChangeRequested } from '../series.events.js';
import { patternOf, visitsOf, type KnownSeries } from '../series.state.js';

/** What has become of a visit of the series, on its day. */
export type Actual = { readonly status: string; readonly from: string; readonly revision: number };
export type WantedChange = {
  readonly scope: Scope;
  /** Of the visit at which it begins; none for all. */
  readonly appointmentId?: string | undefined;
  readonly startTime?: string | undefined;
  readonly with?: readonly string[] | undefined;
  readonly rule?: string | undefined;
  readonly startDate?: string | undefined;
  readonly instead: readonly Instead[];
  /** Visits to leave as they are. */
  readonly keep: readonly string[];
  /** Also visits that somebody has moved by themselves. */
  readonly alsoMoved: boolean;
  readonly cancel: boolean;
} & Pick<SeriesChangeRequested['data'], 'reason' | 'onBehalfOf'>;
export type PlannedChange = Pick<SeriesChangeRequested['data'], 'move' | 'book' | 'cancel' | 'pattern'>;
export type ChangeObjection =
  | PatternObjection
  | TimeLeftOpen
  | { readonly code: 'visit-of-no-series'; readonly field: 'appointmentId' | 'keep'; readonly appointmentId: string }
  | { readonly code: 'visit-not-to-change'; readonly appointmentId: string; readonly status: string; readonly from: string }
  | { readonly code: 'nothing-to-change' }
  | { readonly code: 'reason-missing'; readonly visits: number };

export type Circumstances = {
  readonly actual: ReadonlyMap<string, Actual>;
  readonly now: string;
  readonly dates: BookableDates;
  readonly idOf: (date: string) => string;
};
type Changing = { readonly member: Member; readonly actual: Actual };

/** Which visits are to be moved, booked and cancelled. What has begun stays, and so does what somebody has moved or cancelled by itself. */
export const changePlan = (series: KnownSeries, asked: WantedChange, around: Circumstances): PlannedChange | readonly ChangeObjection[] => {
  const strangers = strangersIn(series, asked);
  if (strangers.length > 0) return strangers;
  const inScope = scopeOf(visitsOf(series), asked);
  const changing = inScope.flatMap((member) => toChange(member, asked, around) ?? []);
  const [first] = changing;
  if (!first) return objectionsToNone(inScope, asked, around);
  if (asked.cancel) return { move: [], book: [], cancel: changing.map(cancelled) };
  if (asked.rule !== undefined) return byRule(series, asked, changing, around);

  const { zone } = series.facts;
  const own = new Set(changing.map(({ member }) => member.date));
  const elsewhere = asked.instead.filter(({ date }) => !own.has(date));
  if (elsewhere.length > 0) return elsewhere.map(({ date }) => ofNoOccurrence('instead', date));
  const times = changing.map(({ member: { date }, actual }) => {
    const local = asked.instead.find((other) => other.date === date)?.start ?? (asked.startTime && `${date}T${asked.startTime}`);
    return occurrenceAt(date, local ?? actual.from, zone);
  });
  const open = times.filter(isLeftOpen);
  if (open.length > 0) return open;
  const move = moves(changing, times as readonly Occurrence[], asked);
  const { startTime } = asked;
  const pattern = asked.scope === 'this' || startTime === undefined ? {} : { pattern: { ...patternOf(series), startTime } };
  return move.length > 0 ? { move, book: [], cancel: [], ...pattern } : [{ code: 'nothing-to-change' }];
};

const strangersIn = ({ visits }: KnownSeries, { appointmentId, keep }: WantedChange): readonly ChangeObjection[] => [
  ...(appointmentId === undefined || visits.has(appointmentId)
    ? []
    : [{ code: 'visit-of-no-series', field: 'appointmentId', appointmentId } as const]),
  ...keep.filter((id) => !visits.has(id)).map((id) => ({ code: 'visit-of-no-series', field: 'keep', appointmentId: id }) as const),
];

const scopeOf = (visits: readonly Member[], { scope, appointmentId, keep }: WantedChange): readonly Member[] => {
  const n = visits.findIndex((visit) => visit.appointmentId === appointmentId);
  const meant = { this: visits.slice(n, n + 1), 'this-and-following': visits.slice(n), all: visits }[scope];
  return meant.filter((visit) => !keep.includes(visit.appointmentId));
};

const toChange = (member: Member, { scope, alsoMoved }: WantedChange, { actual, now }: Circumstances): Changing | undefined => {
  const found = actual.get(member.appointmentId);
  if (found?.status !== 'booked' || found.from <= now) return undefined;
  return found.from === member.start || alsoMoved || scope === 'this' ? { member, actual: found } : undefined;
};

const objectionsToNone = (inScope: readonly Member[], { scope }: WantedChange, { actual }: Circumstances): readonly ChangeObjection[] => {
  const [only] = inScope;
  const found = only && actual.get(only.appointmentId);
  if (scope !== 'this' || !found) return [{ code: 'nothing-to-change' }];
  return [{ code: 'visit-not-to-change', appointmentId: only.appointmentId, status: found.status, from: found.from }];
};

/** The visits go to the dates of the new rule in their order; those that are left over are booked or cancelled. */
const byRule = (
  series: KnownSeries,
  asked: WantedChange,
  changing: readonly Changing[],
  { dates, idOf }: Circumstances,
): PlannedChange | readonly ChangeObjection[] => {
  const { date = dates.today } = changing[0]?.member ?? {};
  const pattern: Pattern = {
    rule: ended(asked.rule ?? '', changing.length),
    startDate: asked.startDate ?? (date < dates.today ? dates.today : date),
    startTime: asked.startTime ?? patternOf(series).startTime,
  };
  const found = expanded(pattern, asked.instead, series.facts.zone, dates);
  if ('objections' in found) return found.objections;
  const open = found.occurrences.filter(isLeftOpen);
  if (open.length > 0) return open;
  const times = found.occurrences as readonly Occurrence[];
  const paired = changing.slice(0, times.length);
  const cancel = changing.slice(times.length).map(cancelled);
  if (cancel.length > 0 && asked.reason === undefined) return [{ code: 'reason-missing', visits: cancel.length }];
  const book = times
    .slice(changing.length)
    .map((each) => ({ ...each, appointmentId: idOf(each.date), ...(asked.with && { with: asked.with }) }));
  return { move: moves(paired, times, asked), book, cancel, pattern };
};

/** A rule without an end goes on for as many visits as it replaces. */
const ended = (rule: string, visits: number): string =>
  /(^|;)(COUNT|UNTIL)=/i.test(rule) || recurrenceFaults(rule).length > 0 ? rule : `${rule};COUNT=${visits}`;

const moves = (changing: readonly Changing[], times: readonly Occurrence[], asked: WantedChange): PlannedChange['move'] =>
  changing.flatMap(({ member, actual }, n) => {
    const time = times[n];
    const isSame = !time || (time.start === actual.from && time.start === member.start && time.date === member.date && !asked.with);
    return isSame ? [] : [{ ...member, ...time, ...(asked.with && { with: asked.with }), seen: actual.revision }];
  });

const cancelled = ({ member, actual }: Changing) => ({ appointmentId: member.appointmentId, seen: actual.revision });
