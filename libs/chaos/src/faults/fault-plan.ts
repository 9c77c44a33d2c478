import type { Dice } from '../dice.js';
import { wards, type Ward } from '../services/samples.js';

/** What goes wrong, and when, in milliseconds from the first event on. */
export type Fault = { readonly atMs: number } & (
  | { readonly kind: 'service killed'; readonly ward: Ward; readonly member: number; readonly downMs: number }
  | { readonly kind: 'relay killed'; readonly ward: Ward; readonly downMs: number }
  | { readonly kind: 'consumer killed'; readonly downMs: number }
  | { readonly kind: 'member joins and leaves'; readonly stayMs: number; readonly goodbye: boolean }
  | { readonly kind: 'broker stops'; readonly downMs: number; readonly goodbye: boolean }
  | { readonly kind: 'postgres restarts'; readonly downMs: number; readonly goodbye: boolean }
  | { readonly kind: 'relay sleeps past its lease'; readonly ward: Ward }
);
export type FaultKind = Fault['kind'];
export type FaultPlan = { readonly faults: readonly Fault[]; /** How long the load lasts. */ readonly spanMs: number };

export const faultKinds = [
  'service killed',
  'relay killed',
  'consumer killed',
  'member joins and leaves',
  'broker stops',
  'postgres restarts',
  'relay sleeps past its lease',
] as const satisfies readonly FaultKind[];

/** From this size on it is the full thing: each kind several times, the broker away for 20 s. */
const fullSize = 10_000;

/** Every kind at least once, in any order, at uneven intervals: faults that last meet those that follow. */
export const faultPlan = (events: number, dice: Dice): FaultPlan => {
  const full = events >= fullSize;
  const rounds = full ? 3 : 1;
  const everyMs = full ? 8_000 : 3_500;
  const faults = Array.from({ length: rounds }, () => dice.shuffled(faultKinds))
    .flat()
    .map((kind, n) => faultOf(kind, Math.round((n + 0.2) * everyMs + dice.roll(everyMs / 2)), full, dice));
  return { faults, spanMs: faults.length * everyMs };
};

const faultOf = (kind: FaultKind, atMs: number, full: boolean, dice: Dice): Fault => {
  const [downMs, ward, goodbye] = [dice.between(200, 2_000), dice.pick(wards), dice.roll(2) === 0];
  switch (kind) {
    case 'service killed':
      return { kind, atMs, ward, member: dice.between(1, 2), downMs };
    case 'relay killed':
      return { kind, atMs, ward, downMs };
    case 'consumer killed':
      return { kind, atMs, downMs };
    case 'member joins and leaves':
      return { kind, atMs, stayMs: dice.between(2_000, 5_000), goodbye };
    case 'broker stops':
      return { kind, atMs, downMs: full ? 20_000 : 4_000, goodbye };
    case 'postgres restarts':
      return { kind, atMs, downMs: dice.between(200, 1_500), goodbye };
    case 'relay sleeps past its lease':
      return { kind, atMs, ward };
  }
};
