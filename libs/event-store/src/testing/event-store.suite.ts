import { describeAppending } from './appending.suite.js';
import { describeBadInput } from './bad-input.suite.js';
import { describeCommands } from './commands.suite.js';
import { describeCommandHandler } from './command-handler.suite.js';
import { describeChainedCommands } from './chained.suite.js';
import { describeConcurrency } from './concurrency.suite.js';
import { describeIncarnation } from './incarnation.suite.js';
import { describePoisonedAppends } from './poisoned.suite.js';
import { describeReading } from './reading.suite.js';
import { describeRepeats } from './repeats.suite.js';
import { Stage, type EventStoreFixture } from './stage.js';
import { describeSubscribing } from './subscribing.suite.js';
import { describeToldByStream } from './told-by-stream.suite.js';
import { describeUpcasting } from './upcasting.suite.js';

export type { Capabilities, EventStoreFixture, Store } from './stage.js';

/** What every event store has to be, whichever database carries it. One fixture serves all cases, each with streams of its own. */
export const describeEventStore = (name: string, open: () => Promise<EventStoreFixture>): void => {
  describe(name, () => {
    const stage = new Stage();
    beforeAll(() => stage.open(open), 60_000);
    afterAll(() => stage.close());

    describeAppending(stage);
    describeRepeats(stage);
    describeConcurrency(stage);
    describeReading(stage);
    describeSubscribing(stage);
    describeCommands(stage);
    describeCommandHandler(stage);
    describeToldByStream(stage);
    describeChainedCommands(stage);
    describePoisonedAppends(stage);
    describeBadInput(stage);
    describeIncarnation(stage);
    describeUpcasting(stage);
  });
};
