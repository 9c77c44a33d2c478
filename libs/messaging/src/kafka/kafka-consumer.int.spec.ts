import { kafkaIsThere } from '@liaison/testing';
import { describeBatches } from '../testing/batches.suite.js';
import { describeConsumer } from '../testing/consumer.suite.js';
import { describeParking } from '../testing/parking.suite.js';
import { describeRelays } from '../testing/relay.suite.js';
import { kafkaCorner } from '../testing/kafka-corner.js';

if (kafkaIsThere()) {
  describeConsumer('Kafka', () => kafkaCorner());
  describeBatches('Kafka', () => kafkaCorner());
  describeParking('Kafka', () => kafkaCorner());
  describeRelays('Kafka', () => kafkaCorner());
} else
  describe.skip('A consumer on Kafka (skipped: no KAFKA_BROKERS, and no Java and Maven to run one)', () => {
    it('acts once', () => expect(kafkaIsThere()).toBe(true));
  });
