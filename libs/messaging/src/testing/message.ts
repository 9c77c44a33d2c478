import { v5 as uuid } from 'uuid';
import type { Message } from '../message-bus.js';

/** A message for specs; its id follows from where it stands. */
export const message = (fields: Partial<Message> = {}): Message => {
  const { topic = 'test.cases.v1', partition = 0, position = 1, index = 0, incarnation = 'one', source = '/liaison/test' } = fields;
  return {
    ...{ specversion: '1.0', source, type: 'org.liaison.test.told.v1', time: '2026-12-01T09:00:00.000Z' },
    ...{ datacontenttype: 'application/json', data: {}, key: 'key' },
    ...{ topic, partition, position, index, incarnation },
    id: uuid([source, topic, partition, position, index, incarnation].join('/'), uuid.URL),
    ...fields,
  };
};
