import type { Decider } from '@liaison/kernel';
import { changeSeries, type ChangeSeries, type SeriesChangeRefusal } from './change-series/change-series.js';
import { requestSeries, type RequestSeries, type SeriesRequestRefusal } from './request-series/request-series.js';
import type { SeriesEvent } from './series.events.js';
import { evolve, initial, type Series } from './series.state.js';
import { settleSeries, type SettleSeries } from './settle-series/settle-series.js';

export type SeriesCommand = RequestSeries | SettleSeries | ChangeSeries;
export type SeriesRefusal = SeriesRequestRefusal | SeriesChangeRefusal;

export const series: Decider<SeriesCommand, Series, SeriesEvent, SeriesRefusal> = {
  initial,
  evolve,
  decide: (command, state) => {
    switch (command.type) {
      case 'RequestSeries':
        return requestSeries(command, state);
      case 'SettleSeries':
        return settleSeries(command, state);
      case 'ChangeSeries':
        return changeSeries(command, state);
    }
  },
};
