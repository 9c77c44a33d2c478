import type { PlannedSample } from '../load/samples-plan.js';
import { otherWard, wards } from '../services/samples.js';
import type { Fact } from './facts.js';
import type { StoreFacts } from './read-stores.js';
import { commandsActedOnce, receivedOnce, type Violations } from './verdict.js';

/** Every sample has two that wait for it: the other ward and the ledger. */
const waiting = 2;

/** How much has yet to happen, rightly or not. */
export const missingOf =
  (samples: readonly PlannedSample[]) =>
  ({ groups }: StoreFacts): number =>
    samples.length * waiting - groups.reduce((sum, { effects, parked }) => sum + effects.length + parked.length, 0);

/** What the stores of all services say, taken together. */
export const judge = (
  when: string,
  samples: readonly PlannedSample[],
  { sent, heads, groups }: StoreFacts,
  toBeParked: (sent: readonly Fact[]) => readonly Fact[],
): Violations => {
  const own = wards.flatMap((ward) => [
    ...commandsActedOnce(ward, samples, sent[ward]),
    ...(heads[ward].events === heads[ward].head ? [] : [`positions of ${ward} have gaps: ${heads[ward].events} of ${heads[ward].head}`]),
  ]);
  const received = groups.flatMap((facts) => {
    const sources = facts.group === 'ledger' ? wards : wards.filter((ward) => otherWard(ward) === facts.group);
    const due = sources.flatMap((ward) => sent[ward]);
    return receivedOnce(facts, due, toBeParked(due));
  });
  return [...own, ...received].map((violation) => `${when}: ${violation}`);
};
