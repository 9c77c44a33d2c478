import { once } from 'node:events';
import pg from 'pg';
import type { Work } from '../work.js';
import type { Contender } from './contender.js';
import { copyStreams } from './references.js';

/** Rows into a table of the same shape and indexes, with no questions asked: what PostgreSQL itself can do. */
const rows = (connectionString: string, schema: string, max: number) => {
  const pool = new pg.Pool({ connectionString, max, options: `-c search_path=${schema}` });
  pool.on('error', () => undefined); // of an idle connection: the next query tells
  const one = async (sql: string): Promise<number> => Number((await pool.query<{ n: string }>(sql)).rows[0]?.n);
  return { pool, count: () => one('select count(*) n from events'), close: () => pool.end() };
};

const insertRow = {
  name: 'insert-row',
  text: 'insert into events (position, stream, revision, id, type, time, data, metadata) values ($1, $2, $3, $4, $5, now(), $6, $7)',
};

/** One prepared single-row INSERT per event, over as many connections as there are writers, up to 32. */
export const insertRows = (connectionString: string, schema: string): Contender => {
  const { pool, count, close } = rows(connectionString, schema, 32);
  let position = 0;
  return {
    name: 'insert',
    title: 'INSERT per event',
    write: async ({ stream, revision, events }) => {
      try {
        for (const [n, { id, type, data, metadata }] of events.entries())
          await pool.query({
            ...insertRow,
            values: [++position, stream, revision + 1 + n, id, type, JSON.stringify(data), JSON.stringify(metadata)],
          });
        return true;
      } catch (fault) {
        if (fault instanceof Error && 'code' in fault && fault.code === '23505') return false; // the revision is taken
        throw fault;
      }
    },
    count,
    close,
  };
};

const escapes: Readonly<Record<string, string>> = { '\\': '\\\\', '\n': '\\n', '\r': '\\r', '\t': '\\t' };
const escaped = (text: string): string => (/[\\\n\r\t]/.test(text) ? text.replace(/[\\\n\r\t]/g, (found) => escapes[found] ?? '') : text);

/** COPY, one after another on one connection: each carries what the writers of the case would append at once. */
export const copyRows = async (connectionString: string, schema: string): Promise<Contender> => {
  const { pool, count, close } = rows(connectionString, schema, 1);
  const { from } = await copyStreams();
  let position = 0;
  const writeAll = async (works: readonly Work[]): Promise<void> => {
    const time = new Date().toISOString();
    let text = '';
    for (const { stream, revision, events } of works)
      for (const [n, { id, type, data, metadata }] of events.entries())
        text += `${++position}\t${stream}\t${revision + 1 + n}\t${id}\t${type}\t${time}\t${escaped(JSON.stringify(data))}\t${escaped(JSON.stringify(metadata))}\n`;
    const client = await pool.connect();
    try {
      const copy = client.query(from('copy events (position, stream, revision, id, type, time, data, metadata) from stdin'));
      copy.end(text);
      await once(copy, 'finish');
    } finally {
      client.release();
    }
  };
  return {
    name: 'copy',
    title: 'COPY',
    write: async (work) => {
      await writeAll([work]);
      return true;
    },
    writeAll,
    count,
    close,
  };
};
