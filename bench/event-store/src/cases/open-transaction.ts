import pg from 'pg';
import type { Liaison } from '../contenders/liaison.js';
import { Driven } from '../drive.js';
import { median } from '../measure.js';
import type { Report } from '../report.js';
import { beginning, booked, continuing, newStream, type Writer } from '../work.js';

const slices = 24;
const sliceMs = 500;

/**
 * Throughput while somebody else keeps a transaction open that has read and written, as an analyst or a dump does: nothing
 * that dies meanwhile can be cleared away. The last quarter against the first; the machine's own drift is in it.
 */
export const openTransaction = async (url: string, schema: string, liaison: Liaison, report: Report): Promise<void> => {
  const driven = new Driven(liaison);
  const own = Array.from({ length: 32 }, () => Array.from({ length: 4 }, newStream));
  await driven.put(own.flat().map((stream, n) => ({ stream, revision: -1, events: [booked(n)], conflict: false })));
  const writers: readonly Writer[] = own.map((streams, n) => (n % 2 === 0 ? beginning() : continuing(streams)));
  await driven.drive(writers, sliceMs * 2);

  const other = new pg.Client({ connectionString: url, options: `-c search_path=${schema}` });
  await other.connect();
  try {
    await other.query('begin isolation level repeatable read');
    await other.query('select count(*), pg_current_xact_id() from events');
    const rates: number[] = [];
    for (let slice = 0; slice < slices; slice++) rates.push(await driven.drive(writers, sliceMs));
    await other.query('commit');
    const quarter = slices / 4;
    const [value, reference] = [median(rates.slice(-quarter)), median(rates.slice(0, quarter))];
    report({
      case: `32 writers, the last ${(quarter * sliceMs) / 1000} s of ${(slices * sliceMs) / 1000} s beside an open transaction`,
      value,
      unit: 'events/s',
      against: 'the first',
      reference,
      ratio: value / reference,
      aim: { atLeast: 0.9 },
    });
  } finally {
    await other.end();
  }
  await driven.check();
};
