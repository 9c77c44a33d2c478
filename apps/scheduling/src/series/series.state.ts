import { OrderedMap } from 'immutable';
import type { Member, Pattern, SeriesChangeRequested, SeriesEvent, SeriesRequested } from './series.events.js';

export type Series = { readonly status: 'unknown' } | KnownSeries;
export type KnownSeries = {
  /** Requested: its commitment is under way. Abandoned: no visit stands. */
  readonly status: 'requested' | 'booked' | 'abandoned';
  readonly facts: SeriesRequested['data'];
  /** The last one holds for what is changed next; those before it say how the visits before came to be. */
  readonly patterns: readonly Pattern[];
  /** As the series has them now, without those that it cancelled itself. */
  readonly visits: OrderedMap<string, Member>;
  readonly changes: OrderedMap<string, Change>;
  /** Of the change whose commitment is under way: one at a time. */
  readonly pending?: string | undefined;
  /** Of its stream, now and when it was booked. */
  readonly revision: number;
  readonly bookedIn?: number;
};
export type Change = { readonly facts: SeriesChangeRequested['data']; readonly outcome: Outcome; readonly settledIn?: number };
/** What has become of a commitment. */
export type Outcome = 'open' | 'done' | 'abandoned';

export const initial: Series = { status: 'unknown' };

export const evolve = (series: Series, event: SeriesEvent): Series => {
  if (event.type === 'SeriesRequested') {
    const { pattern, visits } = event.data;
    const revision = series.status === 'unknown' ? 0 : series.revision + 1;
    return { status: 'requested', facts: event.data, patterns: [pattern], visits: byId(visits), changes: OrderedMap(), revision };
  }
  return series.status === 'unknown' ? series : evolved({ ...series, revision: series.revision + 1 }, event);
};

const evolved = (series: KnownSeries, event: Exclude<SeriesEvent, SeriesRequested>): KnownSeries => {
  const { commitmentId } = event.data;
  switch (event.type) {
    case 'SeriesBooked':
      return { ...series, status: 'booked', bookedIn: series.revision };
    case 'SeriesAbandoned':
      return { ...series, status: 'abandoned' };
    case 'SeriesChangeRequested':
      return { ...series, pending: commitmentId, changes: series.changes.set(commitmentId, { facts: event.data, outcome: 'open' }) };
    case 'SeriesChanged':
      return settled(changed(series, commitmentId), commitmentId, 'done');
    case 'SeriesChangeAbandoned':
      return settled(series, commitmentId, 'abandoned');
  }
};

const settled = (series: KnownSeries, commitmentId: string, outcome: Outcome): KnownSeries => {
  const change = series.changes.get(commitmentId);
  if (!change) return series;
  const pending = series.pending === commitmentId ? undefined : series.pending;
  return { ...series, pending, changes: series.changes.set(commitmentId, { ...change, outcome, settledIn: series.revision }) };
};

const changed = (series: KnownSeries, commitmentId: string): KnownSeries => {
  const change = series.changes.get(commitmentId);
  if (!change) return series;
  const { move, book, cancel, pattern } = change.facts;
  const kept = cancel.reduce((visits, { appointmentId }) => visits.delete(appointmentId), series.visits);
  const members = [...move.map(({ seen: _, ...member }) => member), ...book];
  return { ...series, visits: kept.merge(byId(members)), ...(pattern && { patterns: [...series.patterns, pattern] }) };
};

const byId = (visits: readonly Member[]): OrderedMap<string, Member> =>
  OrderedMap(visits.map((visit) => [visit.appointmentId, visit] as const));

/** In the order of their time. */
export const visitsOf = ({ visits }: KnownSeries): readonly Member[] =>
  [...visits.values()].toSorted((a, b) => (a.start < b.start ? -1 : a.start > b.start ? 1 : 0));

/** How the visits of the series come to be from now on. */
export const patternOf = ({ patterns, facts }: KnownSeries): Pattern => patterns.at(-1) ?? facts.pattern;

/** What has become of a commitment of the series, if it is one. */
export const outcomeOf = (series: Series, commitmentId: string): Outcome | undefined => {
  if (series.status === 'unknown') return undefined;
  if (series.facts.commitmentId !== commitmentId) return series.changes.get(commitmentId)?.outcome;
  return ({ requested: 'open', booked: 'done', abandoned: 'abandoned' } as const)[series.status];
};

/** The revision in which a commitment of the series was settled. */
export const settledIn = (series: KnownSeries, commitmentId: string): number =>
  (series.facts.commitmentId === commitmentId ? series.bookedIn : series.changes.get(commitmentId)?.settledIn) ?? series.revision;
