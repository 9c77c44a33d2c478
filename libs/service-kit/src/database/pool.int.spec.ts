import { freshDatabase } from '@liaison/testing';
import { pino } from 'pino';
import { createPool } from './pool.js';

describe('A pool of connections', () => {
  it('outlives a connection that is cut while somebody has it, between two queries of a transaction', async () => {
    const database = await freshDatabase();
    const lines: string[] = [];
    const pool = createPool(database.url, 2, pino({ level: 'warn' }, { write: (line) => void lines.push(line) }));
    const client = await pool.connect();
    await client.query('begin');
    const { rows } = await client.query<{ pid: number }>('select pg_backend_pid() as pid');
    const cut = new Promise((resolve) => client.once('end', resolve));
    await pool.query('select pg_terminate_backend($1)', [rows[0]?.pid]);
    await cut;
    client.release(true);
    expect(lines.join()).toContain('57P01');
    expect((await pool.query<{ n: number }>('select 1 as n')).rows).toEqual([{ n: 1 }]);
    await pool.end();
    await database.drop();
  });
});
