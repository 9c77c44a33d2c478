import Table from 'cli-table3';
import pc from 'picocolors';
import type { Verdict } from './evidence/judge.js';

export type Outcome = Verdict & {
  readonly seed: string;
  readonly bookings: number;
  readonly clients: number;
  readonly seconds: number;
  readonly requests: number;
  /** Requests whose answer never came, asked again under their key. */
  readonly again: number;
  readonly events: number;
  readonly accepted: Readonly<Record<string, number>>;
  /** By code of their first reason. */
  readonly refused: Readonly<Record<string, number>>;
  /** Repeated requests that got another answer than the first. */
  readonly differing: readonly string[];
};

export const isClean = ({ doubleBookings, disagreements, differing }: Outcome): boolean =>
  doubleBookings.length + disagreements.length + differing.length === 0;

const few = 10;

export const table = (outcome: Outcome): string => {
  const { seed, bookings, clients, seconds, requests, again, events, accepted, refused } = outcome;
  const lines = new Table({ style: { head: [], border: [] }, colAligns: ['left', 'right'] });
  const counts = (of: Readonly<Record<string, number>>, title: string) =>
    Object.entries(of)
      .toSorted((a, b) => b[1] - a[1])
      .map(([name, count]) => [`${title} ${name}`, count]);
  lines.push(['seed', seed], ['visits asked for', bookings], ['clients', clients], ['seconds', seconds], ['requests', requests]);
  lines.push(
    ['asked again for want of an answer', again],
    ['events', events],
    ...counts(accepted, 'accepted:'),
    ...counts(refused, 'refused:'),
  );
  const faults = [...outcome.doubleBookings, ...outcome.disagreements, ...outcome.differing];
  const verdict = isClean(outcome)
    ? pc.green('nothing and nobody booked twice, every answer is what the events say, every loser was told why')
    : [...faults.slice(0, few), ...(faults.length > few ? [`and ${faults.length - few} more`] : [])].map((each) => pc.red(each)).join('\n');
  return `${lines.toString()}\n${verdict}`;
};
