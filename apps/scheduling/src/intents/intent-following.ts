import { setTimeout as sleep } from 'node:timers/promises';
import { stepOf, type Asked, type RecordedEvent } from '@liaison/event-store';
import type { LinkedVisitsRequested } from '../linked-visits/linked-visits.events.js';
import type { SeriesChangeRequested, SeriesRequested } from '../series/series.events.js';
import type { Intended } from './intents.js';

type Finishing = {
  readonly isOpen: (of: Intended) => Promise<boolean>;
  readonly finish: (of: Intended, asked: Asked) => Promise<unknown>;
};
type Requested = (SeriesRequested | SeriesChangeRequested | LinkedVisitsRequested)['data'];

export const intentTypes = ['SeriesRequested', 'SeriesChangeRequested', 'LinkedVisitsRequested'];
const name = 'intents';
/** For whoever asked, to finish it: two at work on the same only cost each other time. In milliseconds. */
const grace = 5_000;
const pollMs = 100;

/** Goes on with what a killed process wrote down and did not finish: it is whole or absent in the end. */
export class IntentFollowing {
  constructor(
    private readonly of: { readonly series: Finishing; readonly linkedVisits: Finishing },
    private readonly patience = grace,
  ) {}

  /** For the follower of what was written down. */
  async follow({ data, metadata, time }: RecordedEvent): Promise<void> {
    const requested = data as Requested;
    const isSeries = 'seriesId' in requested;
    const intents = isSeries ? this.of.series : this.of.linkedVisits;
    const of = { id: isSeries ? requested.seriesId : requested.linkedVisitsId, commitmentId: requested.commitmentId };
    for (let waited = 0; waited < this.patience; waited += pollMs) {
      if (!(await intents.isOpen(of))) return;
      await sleep(pollMs);
    }
    if (!(await intents.isOpen(of))) return;
    await intents.finish(of, stepOf({ commandId: metadata.commandId, by: name, at: `${time.slice(0, 19)}Z` }, 'follow'));
  }
}
