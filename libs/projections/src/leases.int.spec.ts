import type { Pool } from 'pg';
import { Leases, type Lease } from './leases.js';
import { testingService, until, type TestingService } from './testing-service.js';

let service: TestingService;
const stops: (() => Promise<void>)[] = [];

beforeEach(async () => {
  service = await testingService();
});
afterEach(async () => {
  await Promise.all(stops.splice(0).map((stop) => stop()));
  await service.close();
});

/** Holds the lease as a process would, and tells under which epochs it has worked. */
const holder = (ttlMs: number, pool: Pool = service.pool) => {
  const leases = new Leases({ pool, schema: service.schema, table: 'projection_leases', log: service.log, ttlMs });
  const leaving = new AbortController();
  const [epochs, lost]: [number[], number[]] = [[], []];
  const ended = leases.hold('work', leaving.signal, ({ epoch, signal }: Lease) => {
    epochs.push(epoch);
    return new Promise<void>((resolve) =>
      signal.addEventListener('abort', () => {
        lost.push(epoch);
        resolve();
      }),
    );
  });
  const stop = () => {
    leaving.abort();
    return ended;
  };
  stops.push(stop);
  return { epochs, lost, stop };
};

describe('A lease', () => {
  it('is held by one at a time, and goes over at once when its holder stops', async () => {
    const [first, second] = [holder(60_000), holder(60_000)];
    await until(() => first.epochs.length + second.epochs.length === 1);
    const [holding, waiting] = first.epochs.length === 1 ? [first, second] : [second, first];
    await holding.stop();
    await until(() => waiting.epochs.length === 1);
    expect([...holding.epochs, ...waiting.epochs]).toEqual([1, 2]);
  });

  it('outlives its time while its holder lives', async () => {
    const living = holder(300);
    await until(() => living.epochs.length === 1);
    const expiry = async () =>
      (await service.pool.query<{ at: string }>(`select extract(epoch from expires_at) as at from projection_leases`)).rows[0]?.at;
    const seen = new Set<string | undefined>();
    await until(async () => seen.add(await expiry()).size > 6);
    expect({ epochs: living.epochs, lost: living.lost }).toEqual({ epochs: [1], lost: [] });
  });

  it('goes over when its holder has died, under a higher epoch', async () => {
    await service.pool.query(
      `insert into projection_leases values ('work', gen_random_uuid(), 4, clock_timestamp() + interval '200 milliseconds')`,
    );
    const heir = holder(1_000);
    await until(() => heir.epochs.length === 1);
    expect(heir.epochs).toEqual([5]);
  });

  it('that somebody else has taken ends the work of who thought to hold it', async () => {
    const first = holder(400);
    await until(() => first.epochs.length === 1);
    await service.pool.query(`update projection_leases set holder = gen_random_uuid(), epoch = 9, expires_at = now() + interval '1 hour'`);
    await until(() => first.lost.length === 1);
    expect(first.epochs).toEqual([1]);
  });

  it('that cannot be renewed ends the work before anybody else may begin it', async () => {
    let reachable = true;
    const fragile = Object.assign(Object.create(service.pool) as Pool, {
      query: (...asked: Parameters<Pool['query']>) =>
        reachable ? service.pool.query(...asked) : Promise.reject(new Error('not reachable')),
    });
    const first = holder(400, fragile);
    await until(() => first.epochs.length === 1);
    reachable = false;
    await until(() => first.lost.length === 1);
    reachable = true;
    await until(() => first.epochs.length === 2);
    expect(first.epochs).toEqual([1, 2]);
  });
});
