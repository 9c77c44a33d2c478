import type { Dice } from '../dice.js';
import { hottest, poisonous, wards, type Ward } from '../services/samples.js';

export type PlannedSample = { readonly ref: number; readonly ward: Ward; readonly patientId: string; readonly celsius: number };
/** What one command sends: samples of one patient. */
export type PlannedCommand = Pick<PlannedSample, 'ward' | 'patientId'> & { readonly samples: readonly PlannedSample[] };
export type SamplesPlan = {
  /** Sent while things break. */
  readonly early: readonly PlannedCommand[];
  /** Sent while what was parked is replayed. */
  readonly late: readonly PlannedCommand[];
};

/** One event in so many breaks its contract. */
const poisonEvery = 1_000;
const mostTogether = 9;

/** The same samples for the same dice: patients of both wards in any order, some samples too hot, none of them in the late part. */
export const samplesPlan = (events: number, dice: Dice): SamplesPlan => {
  const patients = Math.max(10, Math.ceil(events / 100));
  const early = Math.ceil(events * 0.9);
  const numbers = Array.from({ length: events }, (_, n) => n);
  const poison = new Set(
    dice
      .for('poison')
      .shuffled(numbers.slice(0, early))
      .slice(0, Math.max(1, Math.round(events / poisonEvery))),
  );
  const commands = (from: number, to: number): readonly PlannedCommand[] => {
    const all: PlannedCommand[] = [];
    for (let next = from; next < to;) {
      const size = Math.min(to - next, dice.between(1, mostTogether));
      const whose = { ward: dice.pick(wards), patientId: `p${dice.roll(patients)}` };
      const samples = numbers.slice(next, next + size).map((ref) => ({
        ...{ ref, ...whose },
        celsius: poison.has(ref) ? poisonous : dice.between(2, hottest),
      }));
      all.push({ ...whose, samples });
      next += size;
    }
    return all;
  };
  return { early: commands(0, early), late: commands(early, events) };
};

export const samplesOfAll = (commands: readonly PlannedCommand[]): readonly PlannedSample[] => commands.flatMap(({ samples }) => samples);

export const isPoison = ({ celsius }: PlannedSample): boolean => celsius > hottest;
