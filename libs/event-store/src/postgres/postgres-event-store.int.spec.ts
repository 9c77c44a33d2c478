import { describeEventStore } from '../testing/event-store.suite.js';
import { postgresFixture } from '../testing/postgres-fixture.js';

describeEventStore('The event store on PostgreSQL', postgresFixture);
