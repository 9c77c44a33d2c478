import { describeEventStore } from '../testing/event-store.suite.js';
import { inProcessFixture, realFixture } from '../testing/eventstoredb-fixture.js';

describeEventStore('An event store over the EventStoreDB client, on a server in this process', inProcessFixture);

const url = process.env['EVENTSTORE_URL'];
if (url) describeEventStore('An event store on the EventStoreDB server of EVENTSTORE_URL', () => realFixture(url));
else
  describe('An event store on a real EventStoreDB server', () => {
    it.skip('is everything that an event store has to be (skipped: EVENTSTORE_URL names no server)', () => expect(url).toBeDefined());
  });
