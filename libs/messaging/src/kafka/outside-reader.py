"""Reads a topic from its beginning with librdkafka and prints each record as the CloudEvents SDK understands it, a line of JSON each."""

import json
import sys

from cloudevents.kafka import KafkaMessage, from_binary
from confluent_kafka import Consumer

brokers, topic, count = sys.argv[1], sys.argv[2], int(sys.argv[3])
consumer = Consumer({"bootstrap.servers": brokers, "group.id": f"outside.{topic}", "auto.offset.reset": "earliest"})
consumer.subscribe([topic])
seen = 0
while seen < count:
    record = consumer.poll(1.0)
    if record is None:
        continue
    if record.error():
        sys.exit(str(record.error()))
    headers = {name: value for name, value in record.headers()}
    event = from_binary(KafkaMessage(headers=headers, key=record.key(), value=record.value()), data_unmarshaller=json.loads)
    place = {"key": record.key().decode(), "partition": record.partition()}
    print(json.dumps({"attributes": dict(event.get_attributes()), "data": event.data, **place}, default=bytes.decode))  # the SDK leaves the key as bytes
    seen += 1
consumer.close()
