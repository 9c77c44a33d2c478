import { PostgresEventStore, WrongExpectedRevision } from '@liaison/event-store';
import pg from 'pg';
import type { Contender } from './contender.js';

export type Liaison = Contender & { readonly store: PostgresEventStore };

export const liaison = (connectionString: string, schema: string): Liaison => {
  const store = new PostgresEventStore({ connectionString, schema, context: 'bench' });
  const asking = new pg.Pool({ connectionString, max: 1, options: `-c search_path=${schema}` });
  asking.on('error', () => undefined);
  return {
    name: 'liaison',
    title: 'liaison',
    store,
    write: async ({ stream, revision, events }) => {
      try {
        await store.append(stream, revision === -1 ? 'no-stream' : revision, events);
        return true;
      } catch (fault) {
        if (fault instanceof WrongExpectedRevision) return false;
        throw fault;
      }
    },
    count: async () => {
      const { rows } = await asking.query<{ count: string }>('select count(*) from events');
      return Number(rows[0]?.count);
    },
    close: async () => {
      await store.close();
      await asking.end();
    },
  };
};
