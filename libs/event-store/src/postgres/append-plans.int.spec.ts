import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { event, freshStream } from '../testing/events.js';
import { postgresFixture, type PostgresFixture } from '../testing/postgres-fixture.js';

describe('Appends on PostgreSQL', () => {
  let fixture: PostgresFixture;

  beforeAll(async () => {
    fixture = await postgresFixture();
  });
  afterAll(() => fixture?.dispose());

  it('find streams and commands by their keys, also with plans that were made while the tables were empty', async () => {
    const store = fixture.store();
    const append = () =>
      store.append(freshStream(), 'no-stream', [event()], { command: { id: randomUUID(), fingerprint: 'of what was asked' } });
    for (let n = 0; n < 20; n++) await append();
    await Promise.all(Array.from({ length: 500 }, append));
    for (let n = 0; n < 20; n++) await append();
    await store.close(); // what a connection did is counted at the latest when it ends

    const counted = async () => {
      const { rows } = await fixture.query(
        `select relname as table, n_tup_ins::int as rows, seq_scan::int as scans
           from pg_stat_user_tables where relname in ('commands', 'events') order by relname`,
      );
      return rows as { table: string; rows: number; scans: number }[];
    };
    while ((await counted()).some(({ rows }) => rows < 540)) await sleep(50);
    // two on each table when its indexes were built
    for (const { table, scans } of await counted()) expect({ table, scanned: scans > 2 }).toEqual({ table, scanned: false });
  });
});
