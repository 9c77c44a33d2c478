import type { StoreStatistics } from '../inspection.js';
import type { Connections } from './connections.js';

type Row = {
  readonly head: string;
  readonly commands: string;
  readonly bytes: string;
  readonly first_at: Date | null;
  readonly last_at: Date | null;
  readonly categories: readonly { readonly category: string; readonly streams: number; readonly events: number }[] | null;
};

/** Reads one index whole: seconds for millions of events. */
const sql = `
  select (select coalesce(max(position), 0) from events) as head,
    (select count(*) from commands) as commands,
    pg_total_relation_size('events') as bytes,
    (select time from events order by position limit 1) as first_at,
    (select time from events order by position desc limit 1) as last_at,
    (select json_agg(c order by c.category) from (
       select left(stream, strpos(stream, '-') - 1) as category, count(*) filter (where revision = 0) as streams, count(*) as events
       from events group by 1
     ) c) as categories`;

export const statistics = (connections: Connections): Promise<StoreStatistics> =>
  connections.look(async (client, incarnation) => {
    const { rows } = await client.query<Row>(sql);
    const [row] = rows;
    if (!row) throw new Error('a query without a table came back empty');
    const categories = row.categories ?? [];
    return {
      incarnation,
      head: Number(row.head),
      streams: categories.reduce((sum, { streams }) => sum + streams, 0),
      categories,
      commands: Number(row.commands),
      bytes: Number(row.bytes),
      ...(row.first_at && { firstAt: row.first_at.toISOString() }),
      ...(row.last_at && { lastAt: row.last_at.toISOString() }),
    };
  });
