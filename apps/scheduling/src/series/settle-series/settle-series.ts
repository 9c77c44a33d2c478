import { accepted, type Decision } from '@liaison/kernel';
import type { SeriesAbandoned, SeriesBooked, SeriesChangeAbandoned, SeriesChanged } from '../series.events.js';
import { outcomeOf, type Series } from '../series.state.js';

/** What its days have decided: a commitment of the series is done, or was abandoned. */
export type SettleSeries = {
  readonly type: 'SettleSeries';
  readonly data: { readonly seriesId: string; readonly commitmentId: string; readonly outcome: 'done' | 'abandoned'; readonly at: string };
};
type Settled = SeriesBooked | SeriesAbandoned | SeriesChanged | SeriesChangeAbandoned;

/**
 * Whoever comes first settles it: the process that asked, or the one that goes on after it was killed. That its days have done it
 * holds also against somebody who had given it up before.
 */
export const settleSeries = ({ data: { outcome, ...data } }: SettleSeries, series: Series): Decision<Settled, never> => {
  const before = outcomeOf(series, data.commitmentId);
  if (series.status === 'unknown' || before === undefined || before === 'done' || before === outcome) return accepted();
  const isChange = series.facts.commitmentId !== data.commitmentId;
  if (outcome === 'done') return accepted<Settled>({ type: isChange ? 'SeriesChanged' : 'SeriesBooked', data });
  return accepted<Settled>({ type: isChange ? 'SeriesChangeAbandoned' : 'SeriesAbandoned', data });
};
