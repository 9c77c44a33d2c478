import { fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import type { Report } from '@liaison/bench-kit';
import type { Liaison } from '../contenders/liaison.js';
import { same } from '../difference.js';
import { Driven } from '../drive.js';
import { beginning } from '../work.js';

const limitMegabytes = 150;
const child = join(import.meta.dirname, '../children/follow.js');
type Said = { readonly events: number; readonly megabytes: number };

const reader = (url: string, schema: string, end: number, ...still: readonly string[]) =>
  fork(child, [url, schema, String(end), ...still], { execArgv: [] });

const last = async (process: ReturnType<typeof reader>): Promise<Said> => {
  const [said] = (await once(process, 'message', { signal: AbortSignal.timeout(600_000) })) as [Said];
  return said;
};

const bounded = (name: string, megabytes: number, report: Report): void =>
  report({
    case: name,
    value: megabytes,
    unit: 'MB RSS',
    against: 'the limit',
    reference: limitMegabytes,
    aim: { atMost: 1 },
  });

/** The most memory that a process takes which reads all of a store that was filled before. @throws Difference */
export const followingMemory = async (url: string, schema: string, events: number, report: Report): Promise<void> => {
  const said = await last(reader(url, schema, events));
  same('events followed by a process of its own', events, said.events);
  bounded(`memory of following ${events.toLocaleString('en-GB')} events`, said.megabytes, report);
};

/** The same of one that stands still after its first batch while many events arrive, and then reads them. @throws Difference */
export const standingMemory = async (url: string, schema: string, liaison: Liaison, report: Report): Promise<void> => {
  const arriving = 100_000;
  const writer = beginning(100);
  const driven = new Driven(liaison);
  await driven.put([writer()]);
  const process = reader(url, schema, arriving + 100, 'still');
  await once(process, 'message', { signal: AbortSignal.timeout(60_000) });
  for (let written = 0; written < arriving; written += 1_000) await driven.put(Array.from({ length: 10 }, () => writer()));
  process.send('go on');
  const said = await last(process);
  same('events followed after standing still', arriving + 100, said.events);
  await driven.check();
  bounded('memory of a reader that stands still while 100,000 events arrive', said.megabytes, report);
};
