import type { Pool } from 'pg';
import { projection, type Projection } from './projection.js';

/** A little board of rooms, for specs. */
export type RoomEvent =
  | { readonly type: 'RoomTaken'; readonly data: { readonly room: string; readonly hour: number; readonly by: string } }
  | { readonly type: 'RoomFreed'; readonly data: { readonly room: string } }
  | { readonly type: 'RoomMarked'; readonly data: { readonly room: string; readonly mark: string } };
export type RoomRow = { room: string; hour: number; takenBy: string; mark: string | null; takings: string };

export const taken = (room: string, hour: number, by = 'a'): RoomEvent => ({ type: 'RoomTaken', data: { room, hour, by } });
export const freed = (room: string): RoomEvent => ({ type: 'RoomFreed', data: { room } });
export const marked = (room: string, mark: string): RoomEvent => ({ type: 'RoomMarked', data: { room, mark } });

/** `takings` tells by which event the row was put: a row that was put twice would tell another one. */
export const rooms = (changes: Partial<Projection<RoomEvent, RoomRow>> = {}): Projection<RoomEvent, RoomRow> =>
  projection<RoomEvent, RoomRow>({
    name: 'taken-rooms',
    version: 1,
    categories: ['room'],
    columns: { room: 'room', hour: 'hour', takenBy: 'taken_by', mark: 'mark', takings: 'takings' },
    key: ['room', 'hour'],
    ddl: (table) => [
      `create table ${table} (room text not null, hour integer not null, taken_by text not null, mark text, takings text not null, primary key (room, hour))`,
      `create index ${table}_by_mark on ${table} (mark)`,
    ],
    changes: {
      RoomTaken: ({ room, hour, by }, { position }) => [{ put: { room, hour, takenBy: by, mark: null, takings: String(position) } }],
      RoomFreed: ({ room }) => [{ remove: { room } }],
      RoomMarked: ({ room, mark }) => [{ set: { mark }, where: { room } }],
    },
    ...changes,
  });

export const rowsOf = async (pool: Pool, table = 'taken_rooms'): Promise<readonly object[]> =>
  (await pool.query<object>(`select * from test.${table} order by room, hour`)).rows;

export const tablesOf = async (pool: Pool): Promise<readonly string[]> =>
  (
    await pool.query<{ name: string }>(
      `select table_name as name from information_schema.tables where table_schema = 'test' and table_name like 'taken_rooms\\_\\_%' order by 1`,
    )
  ).rows.map(({ name }) => name);
