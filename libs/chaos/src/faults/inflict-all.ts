import { setTimeout as sleep } from 'node:timers/promises';
import type { Fault, FaultKind } from './fault-plan.js';
import { inflict, type Victims } from './inflict.js';

export type Inflicted = { readonly counts: Readonly<Partial<Record<FaultKind, number>>>; readonly failed: readonly string[] };

/** Each at its time, whatever others are still doing, but one after another to one victim; resolves when all is put right. */
export const inflictAll = async (faults: readonly Fault[], victims: Victims): Promise<Inflicted> => {
  const counts: Partial<Record<FaultKind, number>> = {};
  const failed: string[] = [];
  const busy = new Map<string, Promise<void>>();
  await Promise.all(
    faults.map(async (fault) => {
      await sleep(fault.atMs);
      const victim = victimOf(fault);
      const turn = (busy.get(victim) ?? Promise.resolve()).then(async () => {
        try {
          if (await inflict(fault, victims)) counts[fault.kind] = (counts[fault.kind] ?? 0) + 1;
          else failed.push(`"${fault.kind}" could not be brought about`);
        } catch (problem) {
          failed.push(`"${fault.kind}" could not be put right: ${problem instanceof Error ? problem.message : String(problem)}`);
        }
      });
      busy.set(victim, turn);
      await turn;
    }),
  );
  return { counts, failed };
};

const victimOf = (fault: Fault): string => {
  switch (fault.kind) {
    case 'broker stops':
    case 'postgres restarts':
      return fault.kind;
    case 'consumer killed':
      return 'ledger';
    case 'member joins and leaves':
      return 'guest';
    default:
      return fault.ward;
  }
};
