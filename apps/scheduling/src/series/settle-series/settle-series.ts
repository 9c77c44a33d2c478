import { accepted, type Decision } from '@liaison/kernel';
import type { SeriesAbandoned, SeriesBooked, SeriesChangeAbandoned, SeriesChanged } from '../series.events.js';
import type { Series } from '../series.state.js';

/** What its days have decided: a commitment of the series is done, or was abandoned. */
export type SettleSeries = {
  readonly type: 'SettleSeries';
  readonly data: { readonly seriesId: string; readonly commitmentId: string; readonly outcome: 'done' | 'abandoned'; readonly at: string };
};
type Settled = SeriesBooked | SeriesAbandoned | SeriesChanged | SeriesChangeAbandoned;

/** Whoever comes first settles it: the process that asked, or the one that goes on after it was killed. */
export const settleSeries = ({ data: { outcome, ...data } }: SettleSeries, series: Series): Decision<Settled, never> => {
  const isDone = outcome === 'done';
  if (series.status === 'requested' && series.facts.commitmentId === data.commitmentId)
    return accepted<Settled>({ type: isDone ? 'SeriesBooked' : 'SeriesAbandoned', data });
  if (series.status === 'booked' && series.pending?.commitmentId === data.commitmentId)
    return accepted<Settled>({ type: isDone ? 'SeriesChanged' : 'SeriesChangeAbandoned', data });
  return accepted();
};
