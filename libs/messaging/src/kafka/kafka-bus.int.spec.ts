import { kafkaIsThere } from '@liaison/testing';
import { describeMessageBus } from '../testing/message-bus.suite.js';
import { kafkaCorner } from '../testing/kafka-corner.js';

const thereIsKafka = kafkaIsThere();

if (thereIsKafka) describeMessageBus('Kafka', kafkaCorner);

(thereIsKafka ? describe : describe.skip)('Kafka (skipped: no KAFKA_BROKERS, and no Java and Maven to run one)', () => {
  it('is real', async () => {
    const corner = await kafkaCorner();
    expect(await corner.member().health()).toEqual({ ok: true });
    await corner.dispose();
  });
});
