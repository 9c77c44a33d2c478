import { describeBatches } from '../testing/batches.suite.js';
import { describeConsumer } from '../testing/consumer.suite.js';
import { describeParking } from '../testing/parking.suite.js';
import { describeRelays } from '../testing/relay.suite.js';
import { embeddedCorner } from '../testing/embedded-corner.js';

describeConsumer('the embedded bus', embeddedCorner);
describeBatches('the embedded bus', embeddedCorner);
describeParking('the embedded bus', embeddedCorner);
describeRelays('the embedded bus', embeddedCorner);
