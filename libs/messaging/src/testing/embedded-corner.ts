import { randomUUID } from 'node:crypto';
import { PostgresEventStore } from '@liaison/event-store';
import { EmbeddedBus } from '../embedded/embedded-bus.js';
import { testingDatabase } from './database.js';

/** The embedded bus in a database of its own, for a spec. */
export const embeddedCorner = async () => {
  const database = await testingDatabase();
  const members: EmbeddedBus[] = [];
  const member = () => {
    const bus = new EmbeddedBus({ pool: database.broker, schema: 'broker', log: database.log, leaseMs: 1_000 });
    members.push(bus);
    return bus;
  };
  const dispose = async () => {
    await Promise.all(members.map((bus) => bus.close()));
    await database.close();
  };
  const intrude = async (topic: string, partition: number, event: object, key: string) => {
    const log = new PostgresEventStore({ pool: database.broker, schema: 'broker' });
    const intruder = { id: randomUUID(), type: 'intruder', data: { ...event, key }, metadata: { commandId: randomUUID(), by: 'test' } };
    await log.append(`broker.${topic.replaceAll('.', '_')}-${partition}`, 'any', [intruder]);
    await log.close();
  };
  const loseOffsets = async (group: string) => {
    await database.broker.query('delete from offsets where consumer_group = $1', [group]);
  };
  return { name: '', database, member, intrude, loseOffsets, dispose };
};
