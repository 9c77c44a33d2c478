import fc from 'fast-check';
import { dice } from '../dice.js';
import { isPoison, samplesOfAll, samplesPlan } from '../load/samples-plan.js';
import { faultKinds, faultPlan } from './fault-plan.js';

const seeds = fc.bigInt(0n, 2n ** 40n);

describe('A plan of faults', () => {
  it('is the same for the same seed, and another one for another', () => {
    expect(faultPlan(20_000, dice(7n))).toEqual(faultPlan(20_000, dice(7n)));
    expect(faultPlan(20_000, dice(7n))).not.toEqual(faultPlan(20_000, dice(8n)));
  });

  it('has every kind of fault while events are still sent', () => {
    fc.assert(
      fc.property(seeds, fc.constantFrom(200, 3_000, 20_000), (seed, events) => {
        const { faults, spanMs } = faultPlan(events, dice(seed));
        expect(new Set(faults.map(({ kind }) => kind))).toEqual(new Set(faultKinds));
        expect(faults.every(({ atMs }) => atMs > 0 && atMs < spanMs)).toBe(true);
      }),
    );
  });
});

describe('A plan of samples', () => {
  it('is the same for the same seed', () => {
    expect(samplesPlan(500, dice(7n))).toEqual(samplesPlan(500, dice(7n)));
  });

  it('has one poison event in a thousand, none of them while others are replayed', () => {
    for (const [events, poison] of [
      [200, 1],
      [3_000, 3],
      [20_000, 20],
    ] as const) {
      const plan = samplesPlan(events, dice(3n));
      const [early, late] = [samplesOfAll(plan.early), samplesOfAll(plan.late)];
      expect([early.length + late.length, early.filter(isPoison).length, late.filter(isPoison).length]).toEqual([events, poison, 0]);
    }
  });
});

describe('Dice', () => {
  it('stay within their sides and reach all of them', () => {
    const rolled = dice(1n);
    const seen = Array.from({ length: 600 }, () => rolled.between(1, 6));
    expect([...new Set(seen)].toSorted()).toEqual([1, 2, 3, 4, 5, 6]);
  });

  it('are not changed by what dice for another purpose roll', () => {
    const [one, other] = [dice(5n), dice(5n)];
    one.for('faults').roll(100);
    expect([one.for('samples').roll(1_000_000), one.roll(1_000_000)]).toEqual([
      other.for('samples').roll(1_000_000),
      other.roll(1_000_000),
    ]);
  });

  it('roll what splitmix64 rolls', () => {
    // the first outputs of the reference implementation for the seed 1234567
    const rolled = dice(1234567n);
    expect([rolled.roll(1_000_000_007), rolled.roll(1_000_000_007)]).toEqual(
      [6457827717110365317n, 3203168211198807973n].map((output) => Number(output % 1_000_000_007n)),
    );
  });
});
