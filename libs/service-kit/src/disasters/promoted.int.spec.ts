import { eventStoreMigrations, PostgresEventStore } from '@liaison/event-store';
import pg from 'pg';
import { OwnPostgres } from '../testing/own-postgres.js';

describe('A replica that was promoted', () => {
  let [primary, replica]: (OwnPostgres | undefined)[] = [];
  let checkpointer: number | undefined;
  afterAll(async () => {
    if (checkpointer !== undefined) process.kill(checkpointer, 'SIGCONT');
    await Promise.all([primary?.dispose(), replica?.dispose()]);
  });

  it('is another incarnation at once, though its control file tells the old timeline until the next checkpoint', async () => {
    primary = await OwnPostgres.start();
    const owner = new pg.Client({ connectionString: primary.url });
    await owner.connect();
    await owner.query('create schema hall; set search_path to hall');
    for (const { sql } of eventStoreMigrations) await owner.query(sql);
    await owner.end();
    const incarnationAt = async ({ url }: OwnPostgres) => {
      const store = new PostgresEventStore({ connectionString: url, schema: 'hall' });
      const incarnation = await store.incarnation();
      await store.close();
      return incarnation;
    };
    replica = await primary.replica();
    const before = await incarnationAt(primary);
    expect(await incarnationAt(replica)).toBe(before); // as long as it follows

    const { rows } = await replica.query('postgres', `select pid from pg_stat_activity where backend_type = 'checkpointer'`);
    checkpointer = Number(rows[0]?.['pid']);
    process.kill(checkpointer, 'SIGSTOP');
    await replica.promote();
    const told = await replica.query('postgres', 'select timeline_id as timeline from pg_control_checkpoint()');
    expect(told.rows).toEqual([{ timeline: 1 }]);

    const [life, timeline, place] = before.split('.');
    expect(timeline).toBe('1');
    expect(await incarnationAt(replica)).toBe(`${life}.2.${place}`);
  }, 60_000);
});
