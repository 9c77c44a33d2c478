import { randomUUID } from 'node:crypto';
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { byTurns, jsonLine, quantile, table, type Finding } from '@liaison/bench-kit';
import { addMinutes } from '@liaison/kernel';
import { scheduling } from '@liaison/scheduling';
import { startForTest, startPostgres } from '@liaison/service-kit';
import pg from 'pg';
import { dates, definitions, firstDate, hoursOn, longDay, shortDay, siteId, visits, visitsOf } from './hospital.js';
import { hospitalInMemory } from './hospital-in-memory.js';
import { loadDays } from './load.js';
import { throughput } from './throughput.js';

const { values: options } = parseArgs({
  options: {
    json: { type: 'boolean', default: false },
    rounds: { type: 'string', default: '60' },
    seconds: { type: 'string', default: '8' },
    only: { type: 'string', default: 'find,day,throughput,hospital' },
    appointments: { type: 'string', default: '200000' },
  },
});
const { json } = options;
const rounds = Math.max(1, Number(options.rounds) || 1);
const only = new Set(options.only.split(','));
const findings: Finding[] = [];
const report = (finding: Finding): void => {
  findings.push(finding);
  if (json) console.log(jsonLine('scheduling', finding));
};

const home = mkdtempSync(join(tmpdir(), 'liaison-bench-'));
chmodSync(home, 0o755); // where we are root, the server is another user
const postgres = await startPostgres(home);
const database = new pg.Pool({ connectionString: postgres.url('postgres'), max: 2 });
await database.query('create database scheduling_bench');
const now = '2030-01-01T00:00:00Z';
const system = await startForTest([scheduling], { databaseUrl: postgres.url('scheduling_bench'), clock: { now: () => now } });
const authorization = `Bearer ${await system.token('coordinator')}`;

const call = async (method: string, path: string, body?: object): Promise<unknown> => {
  const reply = await fetch(`${system.url}/scheduling${path}`, {
    method,
    headers: { authorization, 'content-type': 'application/json', ...(body && { 'idempotency-key': randomUUID() }) },
    ...(body && { body: JSON.stringify(body) }),
  });
  const answered: unknown = await reply.json();
  if (!reply.ok) throw new Error(`${method} ${path}: ${reply.status} ${JSON.stringify(answered)}`);
  return answered;
};

/** The same rows as the find looks at, read with one query by an index. */
const rangeQuery = async () => {
  await database.query(`create table visits (site_id text, "date" text, data json)`);
  for (let n = 0; n < visits.length; n += 1_000) {
    const part = visits.slice(n, n + 1_000);
    await database.query('insert into visits select $1, * from unnest($2::text[], $3::json[])', [
      siteId,
      part.map(({ date }) => date),
      part.map((visit) => JSON.stringify({ ...visit, appointmentId: randomUUID(), patientId: randomUUID() })),
    ]);
  }
  await database.query('create index on visits (site_id, "date")');
  await database.query('vacuum (analyze) visits');
  const bounds = [siteId, firstDate, dates.at(-1)];
  return () => database.query('select * from visits where site_id = $1 and "date" between $2 and $3', bounds);
};

const finding = async (): Promise<void> => {
  const query = await rangeQuery();
  const search = `visitTypeId=check-up&from=${firstDate}&to=${dates.at(-1)}&order=best&limit=50`;
  const find = () => call('GET', `/sites/${siteId}/free-times?${search}`);
  const { ours, theirs } = await byTurns({ ours: find, theirs: query }, { count: rounds, warmUp: 5 });
  const of = (part: number, name: string, atMost?: number) =>
    report({
      case: `find, 50 schedules × 31 days, 20,000 appointments, ${name}`,
      against: 'one range query over as many rows',
      ...{ value: quantile(ours, part), unit: 'ms', reference: quantile(theirs, part), ...(atMost && { aim: { atMost } }) },
    });
  of(0.5, 'p50');
  of(0.99, 'p99', 3);
};

/** Each booking takes the next five minutes, one desk after another. */
const bookingOn = (date: string) => {
  let next = 0;
  return () => {
    const start = addMinutes(`${date}T08:00:00Z`, 5 * Math.trunc(next / 10));
    next += 1;
    return call('PUT', `/appointments/${randomUUID()}`, { siteId, visitTypeId: 'desk', patientId: randomUUID(), start });
  };
};

const booking = async (): Promise<void> => {
  const { long, short } = await byTurns({ long: bookingOn(longDay), short: bookingOn(shortDay) }, { count: 5 * rounds, warmUp: 30 });
  report({
    case: 'booking on a day with 4,000 appointments, p50',
    against: 'a day with 40',
    ...{ value: quantile(long, 0.5), unit: 'ms', reference: quantile(short, 0.5), aim: { atMost: 1.3 } },
  });
};

try {
  for (const [path, body] of definitions) await call('PUT', path, body);
  const { runtimes } = system;
  const { store, projections } = runtimes[scheduling.name] ?? {};
  if (!store || !projections) throw new Error('scheduling does not run');
  const planned = await store.head();
  const place = { siteId, zone: 'UTC', hoursOn, planRevision: planned };
  await loadDays(store, [...visits, ...visitsOf(longDay, 4_000), ...visitsOf(shortDay, 40)], place);
  // read models that are still filling would be measured with it
  for (const { name } of scheduling.projections) await projections.waitFor(name, await store.head(), { timeoutMs: 120_000 });
  if (only.has('find')) await finding();
  if (only.has('day')) await booking();
  if (only.has('throughput')) await throughput({ postgres, database, home, report, seconds: Math.max(1, Number(options.seconds) || 1) });
  if (only.has('hospital'))
    await hospitalInMemory({ postgres, database, home, report, appointments: Number(options.appointments) || 200_000 });
  if (!json) console.log(table(findings));
} catch (fault) {
  console.error(fault);
  process.exitCode = 1;
} finally {
  await system.stop();
  await database.end();
  await postgres.stop();
  rmSync(home, { recursive: true, force: true });
}
