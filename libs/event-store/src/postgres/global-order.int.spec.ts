import { createHash, randomInt } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { written } from '../append-check.js';
import { events, freshStream, numbers } from '../testing/events.js';
import { postgresFixture, type PostgresFixture } from '../testing/postgres-fixture.js';
import { startTail, startWriter, type Tail, type Writer } from '../testing/processes.js';
import { appendBatch } from './append-batch.js';

const full = process.env['LIAISON_SCALE'] === 'full';
const total = full ? 100_000 : 4_000;
const [writers, readers] = [8, 4];

describe(`The one order of ${total} events, by ${writers} processes at random sizes, before ${readers} that tail`, () => {
  let fixture: PostgresFixture;
  let tails: readonly Tail[] = [];
  const running: Writer[] = [];
  beforeEach(async () => {
    fixture = await postgresFixture();
    tails = numbers(1, readers).map(() => startTail(fixture.url));
    await Promise.all(tails.map(({ ready }) => ready));
  });
  afterEach(async () => {
    for (const process of [...running.splice(0), ...tails]) process.kill();
    await fixture.dispose();
  });

  const startOne = (): Writer => {
    const writer = startWriter(fixture.url, total / writers);
    running.push(writer);
    return writer;
  };
  /** What is really there, asked past the library. */
  const stored = async () => {
    const { rows } = await fixture.query('select position::int, id from events order by position');
    const all = rows as { position: number; id: string }[];
    const order = all.reduce((hash, { position, id }) => hash.update(`${position} ${id}\n`), createHash('sha256')).digest('hex');
    return { order, ids: new Set(all.map(({ id }) => id)), positions: all.map(({ position }) => position) };
  };
  const expectOneOrder = async (acknowledged: ReadonlySet<string>) => {
    const { order, ids, positions } = await stored();
    expect(positions).toEqual(numbers(1, positions.length));
    expect(ids.size).toBe(positions.length);
    expect([...acknowledged].filter((id) => !ids.has(id))).toEqual([]);
    const tailed = await Promise.all(tails.map(({ upTo }) => upTo(positions.length)));
    for (const each of tailed) expect(each).toMatchObject({ count: positions.length, order, faults: [] });
    return positions.length;
  };

  it('is the same for all, each event once', async () => {
    const started = numbers(1, writers).map(startOne);
    expect(await Promise.all(started.map(({ ended }) => ended))).toEqual(Array<number>(writers).fill(0));
    const acknowledged = new Set(started.flatMap((writer) => [...writer.acknowledged]));
    expect(acknowledged.size).toBe(total);
    expect(await expectOneOrder(acknowledged)).toBe(total);
  }, 300_000);

  it('is the same for all while writers are killed, work is rolled back, and a transaction is held open throughout', async () => {
    const holder = new pg.Client({ connectionString: fixture.url, options: '-c search_path=suite' });
    await holder.connect();
    await holder.query('create table unrelated (n int)');
    await holder.query('begin isolation level repeatable read');
    await holder.query('insert into unrelated values (1)');
    await holder.query('select count(*) from events');

    let going = true;
    const undoing = (async () => {
      const client = new pg.Client({ connectionString: fixture.url, options: '-c search_path=suite' });
      await client.connect();
      for (; going; await sleep(randomInt(20))) {
        const stream = freshStream();
        await client.query('begin');
        await appendBatch(client, [{ stream, expected: 'no-stream', events: written(stream, 'no-stream', events(randomInt(1, 20))) }]);
        await client.query('rollback');
      }
      await client.end();
    })();
    const pace: { readonly at: number; readonly head: number }[] = [];
    const measuring = (async () => {
      for (const store = fixture.store(); going; await sleep(100)) pace.push({ at: performance.now(), head: await store.head() });
    })();

    const finished: Writer[] = [];
    const keptUp = async (): Promise<void> => {
      for (;;) {
        const writer = startOne();
        const ended = await writer.ended;
        finished.push(writer);
        if (ended === 0) return;
        if (ended !== null) throw new Error(`a writer ended with ${ended}`);
      }
    };
    const writing = Promise.all(numbers(1, writers).map(keptUp));
    const killing = (async () => {
      for (const _ of numbers(1, full ? 40 : 6)) {
        const amid = () =>
          running.filter(({ acknowledged, killed }) => !killed() && acknowledged.size > 0 && acknowledged.size < total / writers);
        while (amid().length === 0 && going) await sleep(5);
        const victims = amid();
        victims[randomInt(Math.max(1, victims.length))]?.kill();
        await sleep(randomInt(50, 200));
      }
    })();
    await writing;
    going = false;
    await Promise.all([killing, undoing, measuring]);
    await holder.query('rollback');
    await holder.end();

    const acknowledged = new Set(finished.flatMap((writer) => [...writer.acknowledged]));
    expect(acknowledged.size).toBeGreaterThanOrEqual(total);
    const count = await expectOneOrder(acknowledged);
    expect((await fixture.query(`select from events where type = 'Slow'`)).rowCount).toBe(0);
    const killed = finished.filter((writer) => writer.killed()).length;
    expect(killed).toBeGreaterThan(0);
    process.stderr.write(`${count} events beside an open transaction, ${killed} writers killed: ${paceOf(pace)}\n`);
  }, 300_000);
});

/** Events a second in the first and the last quarter of a run, from its first event on. */
const paceOf = (measured: readonly { readonly at: number; readonly head: number }[]): string => {
  const pace = measured.filter(({ head }) => head > 0);
  const quarter = Math.max(1, Math.floor(pace.length / 4));
  const rate = (part: typeof pace) => {
    const [first, last] = [part[0], part.at(-1)];
    return first && last && last.at > first.at ? Math.round(((last.head - first.head) * 1_000) / (last.at - first.at)) : 0;
  };
  return `${rate(pace.slice(0, quarter + 1))} events/s in the first quarter, ${rate(pace.slice(-quarter - 1))} in the last`;
};
