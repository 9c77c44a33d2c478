import { accepted, rejected, type Decision } from '@liaison/kernel';
import type { SeriesChangeRequested } from '../series.events.js';
import type { Series } from '../series.state.js';

/** What is to become of which visits: see `change-plan.ts`. */
export type ChangeSeries = { readonly type: 'ChangeSeries'; readonly data: SeriesChangeRequested['data'] };
export type SeriesChangeRefusal =
  | { readonly code: 'series-unknown'; readonly seriesId: string }
  | { readonly code: 'series-changed'; readonly seen: number; readonly revision: number }
  | { readonly code: 'series-changing'; readonly seriesId: string };

/** One change at a time, so that each is decided on what the one before it left. */
export const changeSeries = ({ data }: ChangeSeries, series: Series): Decision<SeriesChangeRequested, SeriesChangeRefusal> => {
  const { seriesId, commitmentId } = data;
  if (series.status === 'unknown' || series.status === 'abandoned') return rejected({ code: 'series-unknown', seriesId });
  if (series.changes.has(commitmentId)) return accepted();
  if (series.pending !== undefined || series.status === 'requested') return rejected({ code: 'series-changing', seriesId });
  return accepted({ type: 'SeriesChangeRequested', data });
};
