import { randomUUID } from 'node:crypto';
import { median } from '@liaison/bench-kit';
import { addDays, addMinutes } from '@liaison/kernel';
import { days, definitions, siteId } from './hospital.js';
import { atOnce, callerAt, started, type Call, type Surroundings } from './processes.js';

const clients = 32;
/** These processes keep the time of everybody. */
const firstDate = addDays(new Date().toISOString().slice(0, 10), 7);
/** Of five minutes at ten desks, from eight to eight. */
const placesOfDay = 1_440;

/** Places for visits, as many days by turns until they are full, so that nobody is in anybody's way. */
function* wishes(): Generator<object> {
  for (let n = 0; ; n++) {
    const full = Math.trunc(n / (days * placesOfDay));
    const date = addDays(firstDate, full * days + (n % days));
    const place = Math.trunc(n / days) % placesOfDay;
    const start = addMinutes(`${date}T08:00:00Z`, 5 * Math.trunc(place / 10));
    yield { siteId, visitTypeId: 'desk', patientId: randomUUID(), start };
  }
}

/** So long, from so many clients, at these processes by turns. @returns bookings a second */
const rateOf = async (calls: readonly Call[], all: Iterator<object>, seconds: number): Promise<number> => {
  const until = performance.now() + 1_000 * seconds;
  let booked = 0;
  const left = (function* () {
    for (let n = 0; performance.now() < until; n++) yield { body: all.next().value as object, call: calls[n % calls.length] };
  })();
  const from = performance.now();
  await atOnce(clients, left, async ({ body, call }) => {
    await call?.('PUT', `/appointments/${randomUUID()}`, body);
    booked += 1;
  });
  return booked / ((performance.now() - from) / 1_000);
};

const rounds = 3;
/** So long nobody is measured: programs become quick while they run. */
const warmUpSeconds = 5;

/** Bookings over HTTP by one process and by two, beside a handler that only inserts what it is sent, by turns. */
export const throughput = async ({ seconds, ...surroundings }: Surroundings & { readonly seconds: number }): Promise<void> => {
  const { database, home, report } = surroundings;
  await database.query('create database throughput');
  await database.query('create table bare_bookings (id uuid primary key, appointment_id uuid not null, data json not null)');
  const bare = await started(surroundings, 'bare-main', 'bare', 'postgres');
  const one = await started(surroundings, 'service-main', 'one', 'throughput');
  const two = await started(surroundings, 'service-main', 'two', 'throughput');
  try {
    const calls = { bare: await callerAt(home, bare), one: await callerAt(home, one), two: await callerAt(home, two) };
    for (const [path, body] of definitions) await calls.one('PUT', path, body);
    const all = wishes();
    const contenders = { bare: [calls.bare], one: [calls.one], both: [calls.one, calls.two] };
    const rates: Record<keyof typeof contenders, number[]> = { bare: [], one: [], both: [] };
    for (let round = -1; round < rounds; round++)
      for (const name of ['bare', 'one', 'both'] as const) {
        const rate = await rateOf(contenders[name], name === 'bare' ? wishes() : all, round < 0 ? warmUpSeconds : seconds / rounds);
        if (round >= 0) rates[name].push(rate);
      }
    const reference = median(rates.bare);
    for (const [name, title] of [
      ['one', 'one process'],
      ['both', 'two processes'],
    ] as const)
      report({
        case: `bookings over HTTP, ${clients} clients, ${title}`,
        against: 'Fastify that only inserts',
        ...{ value: median(rates[name]), unit: '1/s', reference, aim: { atLeast: 0.5 } },
      });
  } finally {
    await Promise.all([bare.stop(), one.stop(), two.stop()]);
  }
};
