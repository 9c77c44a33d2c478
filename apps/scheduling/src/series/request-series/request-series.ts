import { accepted, rejected, type Decision } from '@liaison/kernel';
import type { SeriesRequested } from '../series.events.js';
import { outcomeOf, type Series } from '../series.state.js';

/** What a series is to be, with an id for each of its visits. */
export type RequestSeries = { readonly type: 'RequestSeries'; readonly data: SeriesRequested['data'] };
export type SeriesRequestRefusal = { readonly code: 'series-id-used'; readonly seriesId: string };

/** An id whose series came to nothing may be used again; whoever asks again goes on with what they asked for. */
export const requestSeries = ({ data }: RequestSeries, series: Series): Decision<SeriesRequested, SeriesRequestRefusal> => {
  if (outcomeOf(series, data.commitmentId)) return accepted();
  const isFree = series.status === 'unknown' || series.status === 'abandoned';
  return isFree ? accepted({ type: 'SeriesRequested', data }) : rejected({ code: 'series-id-used', seriesId: data.seriesId });
};
