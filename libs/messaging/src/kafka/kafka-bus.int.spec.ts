import { kafkaIsThere } from '@liaison/testing';
import { describeMessageBus } from '../testing/message-bus.suite.js';
import { kafkaCorner } from '../testing/kafka-corner.js';

if (kafkaIsThere()) describeMessageBus('Kafka', () => kafkaCorner());
else
  describe.skip('Messages on Kafka (skipped: no KAFKA_BROKERS, and no Java and Maven to run one)', () => {
    it('flow', () => expect(kafkaIsThere()).toBe(true));
  });
