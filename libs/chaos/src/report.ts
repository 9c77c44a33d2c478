import Table from 'cli-table3';
import pc from 'picocolors';
import type { FaultKind } from './faults/fault-plan.js';

export type Outcome = {
  readonly seed: string;
  readonly events: number;
  readonly seconds: number;
  readonly faults: Readonly<Partial<Record<FaultKind, number>>>;
  /** Commands that were sent again because the first answer did not come. */
  readonly commandsRepeated: number;
  readonly records: number;
  /** Records beyond the first of an event: what relays repeated. */
  readonly recordsRepeated: number;
  readonly effects: number;
  readonly poison: number;
  readonly parked: number;
  readonly replays: number;
  readonly crashes: number;
  readonly violations: readonly string[];
};

/** Says what happened, with the seconds since the beginning, on standard error. */
export const timeline = (): ((line: string) => void) => {
  const from = performance.now();
  return (line) => console.error(`${((performance.now() - from) / 1000).toFixed(1).padStart(6)} s  ${line}`);
};

export const table = (outcome: Outcome): string => {
  const { faults, violations, ...figures } = outcome;
  const lines = new Table({ style: { head: [], border: [] }, colAligns: ['left', 'right'] });
  for (const [kind, times] of Object.entries(faults)) lines.push([kind, `${times} ×`]);
  for (const [name, figure] of Object.entries(figures)) lines.push([titles[name] ?? name, figure]);
  const verdict =
    violations.length === 0 ? pc.green('nothing lost, nothing doubled, nothing stuck') : violations.map((each) => pc.red(each)).join('\n');
  return `${lines.toString()}\n${verdict}`;
};

const titles: Readonly<Record<string, string>> = {
  commandsRepeated: 'commands sent again',
  records: 'records on the topics',
  recordsRepeated: 'of them repeats',
  effects: 'effects of three groups',
  poison: 'poison events',
  parked: 'parked by three groups',
  replays: 'replays asked for',
  crashes: 'processes that ended by themselves',
};
