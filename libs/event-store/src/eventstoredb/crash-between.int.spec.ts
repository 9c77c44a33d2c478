import { randomUUID } from 'node:crypto';
import { accepted, type Decider } from '@liaison/kernel';
import { z } from 'zod';
import { CommandHandler } from '../command-handler.js';
import { CommandIdReused } from '../errors.js';
import { inProcessFixture, type EventStoreDbFixture } from '../testing/eventstoredb-fixture.js';
import { readStream } from '../testing/events.js';
import type { Store } from '../testing/stage.js';
import { EventStoreDbEventStore } from './eventstoredb-event-store.js';

const Rung = z.object({ type: z.literal('Rung'), data: z.object({ at: z.string() }) });
type Rung = z.infer<typeof Rung>;
/** A bell that anybody may ring, again and again. */
const bell: Decider<{ readonly at: string }, number, Rung, never> = {
  initial: 0,
  evolve: (rung) => rung + 1,
  decide: ({ at }) => accepted({ type: 'Rung', data: { at } }),
};

describe('A crash between the append in EventStoreDB and the first answer in PostgreSQL', () => {
  let fixture: EventStoreDbFixture;
  beforeAll(async () => void (fixture = await inProcessFixture()));
  afterAll(() => fixture?.dispose());

  const desk = (store: Store) => new CommandHandler(store, { context: 'suite', category: 'bell', decider: bell, events: Rung });
  /** A process whose connection to PostgreSQL breaks when it has appended. */
  const dying = async () => {
    const commands = Object.create(fixture.commands, {
      settleAppended: { value: () => Promise.reject(new Error('the process died here')) },
    }) as typeof fixture.commands;
    return new EventStoreDbEventStore({ connectionString: fixture.server.connectionString, context: 'suite', commands });
  };
  const once = () => ({ commandId: randomUUID(), by: 'test', at: '2026-12-01T09:00:00Z', fingerprint: 'ring at nine' });

  it('leaves a command that rings once, however often it is repeated', async () => {
    const [id, asked, store] = [randomUUID(), once(), await dying()];
    await expect(desk(store).handle(id, { at: 'nine' }, asked)).rejects.toThrow('the process died here');
    await store.close();
    expect(await fixture.commands.find(asked.commandId)).toBeUndefined();
    const other = desk(fixture.store());
    await other.handle(id, { at: 'ten' }, { ...once(), fingerprint: 'ring at ten' });
    const again = await other.handle(id, { at: 'nine' }, asked);
    expect(again).toMatchObject({ accepted: true, repeated: true, revision: 0, events: [{ type: 'Rung', data: { at: 'nine' } }] });
    expect(await desk(fixture.store()).handle(id, { at: 'nine' }, asked)).toEqual(again);
    expect(await readStream(fixture.store(), `suite.bell-${id}`)).toHaveLength(2);
    expect(await fixture.commands.find(asked.commandId)).toMatchObject({ fingerprint: 'ring at nine', answer: { revision: 0, events: 1 } });
  });

  it('leaves a command id that another command is refused under', async () => {
    const [id, asked, store] = [randomUUID(), once(), await dying()];
    await expect(desk(store).handle(id, { at: 'nine' }, asked)).rejects.toThrow('the process died here');
    await store.close();
    const another = desk(fixture.store()).handle(id, { at: 'ten' }, { ...asked, fingerprint: 'ring at ten' });
    await expect(another).rejects.toBeInstanceOf(CommandIdReused);
  });
});
