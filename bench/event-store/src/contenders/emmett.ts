import pg from 'pg';
import type { Contender } from './contender.js';
import { emmettCore, emmettDumbo, emmettPostgres, type EmmettStore } from './references.js';

export type Emmett = Contender & {
  readonly store: EmmettStore;
  /** Reads everything from the beginning, in batches. @returns how many messages came */
  tail(batchSize: number): Promise<number>;
};

/** Emmett as its documentation sets it up, in a database of its own. */
export const emmett = async (connectionString: string): Promise<Emmett> => {
  const [{ getPostgreSQLEventStore, readMessagesBatch }, { STREAM_DOES_NOT_EXIST }, { dumbo }] = await Promise.all([
    emmettPostgres(),
    emmettCore(),
    emmettDumbo(),
  ]);
  const pool = new pg.Pool({ connectionString }); // of the size that it would make itself
  const asking = new pg.Pool({ connectionString, max: 1 });
  for (const each of [pool, asking]) each.on('error', () => undefined); // of an idle connection: the next query tells
  const store = getPostgreSQLEventStore(connectionString, { connectionOptions: { pool } });
  await store.schema.migrate();
  const reading = dumbo({ connectionString, pool: asking });
  return {
    name: 'emmett',
    title: 'Emmett 0.42',
    store,
    write: async ({ stream, revision, events, conflict }) => {
      try {
        // it counts from 1, and takes 0 for a stream that must not exist
        const expectedStreamVersion = revision === -1 && !conflict ? STREAM_DOES_NOT_EXIST : BigInt(revision + 1);
        await store.appendToStream(stream, events, { expectedStreamVersion });
        return true;
      } catch (fault) {
        if (fault instanceof Error && 'errorCode' in fault && fault.errorCode === 412) return false;
        throw fault;
      }
    },
    tail: async (batchSize) => {
      let count = 0;
      for (let after = 0n; ;) {
        const { messages, currentGlobalPosition, areMessagesLeft } = await readMessagesBatch(reading.execute, { after, batchSize });
        count += messages.length;
        if (!areMessagesLeft) return count;
        after = currentGlobalPosition;
      }
    },
    count: async () => {
      const { rows } = await asking.query<{ count: string }>('select count(*) from emt_messages');
      return Number(rows[0]?.count);
    },
    close: async () => {
      await store.close();
      await pool.end();
      await asking.end();
    },
  };
};
