import { median, type Report } from '@liaison/bench-kit';
import pg from 'pg';
import type { Liaison } from '../contenders/liaison.js';
import { Driven } from '../drive.js';
import { beginning, booked, continuing, newStream, type Writer } from '../work.js';

const slices = 24;
const quarter = slices / 4;
const sliceMs = 400;

type Pair = { readonly driven: Driven; readonly writers: readonly Writer[] };

/** 32 writers, half of them to streams that are appended to again and again. */
const busy = async (liaison: Liaison): Promise<Pair> => {
  const driven = new Driven(liaison);
  const own = Array.from({ length: 32 }, () => Array.from({ length: 4 }, newStream));
  await driven.put(own.flat().map((stream, n) => ({ stream, revision: -1, events: [booked(n)], conflict: false })));
  return { driven, writers: own.map((streams, n) => (n % 2 === 0 ? beginning() : continuing(streams))) };
};

/**
 * Throughput while somebody else keeps a transaction open that has read and written, as an analyst or a dump does: nothing
 * that dies meanwhile can be cleared away. Each slice is taken as a share of what a store in another database does right
 * before or after it, so that only the transaction makes a difference. @throws Difference
 */
export const openTransaction = async (url: string, schema: string, beside: Liaison, free: Liaison, report: Report): Promise<void> => {
  const [held, unheld] = [await busy(beside), await busy(free)];
  for (const { driven, writers } of [held, unheld]) await driven.drive(writers, sliceMs * 2);
  const other = new pg.Client({ connectionString: url, options: `-c search_path=${schema}` });
  await other.connect();
  try {
    await other.query('begin isolation level repeatable read');
    await other.query('select count(*), pg_current_xact_id() from events');
    const shares: number[] = [];
    for (let slice = 0; slice < slices; slice++) {
      const rates = new Map<Pair, number>();
      for (const pair of slice % 2 === 0 ? [held, unheld] : [unheld, held]) rates.set(pair, await pair.driven.drive(pair.writers, sliceMs));
      shares.push((rates.get(held) ?? NaN) / (rates.get(unheld) ?? NaN));
    }
    await other.query('commit');
    const [value, reference] = [median(shares.slice(-quarter)), median(shares.slice(0, quarter))];
    report({
      case: `32 writers beside an open transaction, the last ${(quarter * sliceMs) / 1000} s of ${(slices * sliceMs) / 1000} s`,
      value,
      unit: 'of the rate without',
      against: 'the first',
      reference,
      aim: { atLeast: 0.9 },
    });
  } finally {
    await other.end();
  }
  for (const { driven } of [held, unheld]) await driven.check();
};
