import { Map, OrderedMap } from 'immutable';
import type { Member, Pattern, SeriesChangeRequested, SeriesEvent, SeriesRequested } from './series.events.js';

export type Series = { readonly status: 'unknown' } | KnownSeries;
export type KnownSeries = {
  /** Requested: its commitment is under way. Abandoned: no visit stands. */
  readonly status: 'requested' | 'booked' | 'abandoned';
  readonly facts: Omit<SeriesRequested['data'], 'pattern' | 'visits'>;
  /** The last one holds for what is changed next; those before it say how the visits before came to be. */
  readonly patterns: readonly Pattern[];
  /** Without those that the series itself cancelled. */
  readonly visits: OrderedMap<string, Member>;
  /** A change whose commitment is under way: one at a time. */
  readonly pending?: SeriesChangeRequested['data'] | undefined;
  /** What has become of each commitment of the series. */
  readonly settled: Map<string, 'done' | 'abandoned'>;
};

export const initial: Series = { status: 'unknown' };

export const evolve = (series: Series, event: SeriesEvent): Series => {
  if (event.type === 'SeriesRequested') {
    const { pattern, visits, ...facts } = event.data;
    const settled = series.status === 'unknown' ? Map<string, 'done' | 'abandoned'>() : series.settled;
    return { status: 'requested', facts, patterns: [pattern], visits: byId(visits), settled };
  }
  if (series.status === 'unknown') return series;
  const { commitmentId } = event.data;
  switch (event.type) {
    case 'SeriesBooked':
      return { ...series, status: 'booked', settled: series.settled.set(commitmentId, 'done') };
    case 'SeriesAbandoned':
      return { ...series, status: 'abandoned', settled: series.settled.set(commitmentId, 'abandoned') };
    case 'SeriesChangeRequested':
      return { ...series, pending: event.data };
    case 'SeriesChanged':
      return { ...changed(series), pending: undefined, settled: series.settled.set(commitmentId, 'done') };
    case 'SeriesChangeAbandoned':
      return { ...series, pending: undefined, settled: series.settled.set(commitmentId, 'abandoned') };
  }
};

const changed = (series: KnownSeries): KnownSeries => {
  if (!series.pending) return series;
  const { move, book, cancel, pattern } = series.pending;
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
export const patternOf = ({ patterns }: KnownSeries): Pattern => patterns[patterns.length - 1] as Pattern;
