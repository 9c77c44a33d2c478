import { contract, type Topic } from '@liaison/contracts';
import { accepted, type Decider } from '@liaison/kernel';
import { z } from 'zod';

export const wards = ['north', 'south'] as const;
export type Ward = (typeof wards)[number];
export const otherWard = (ward: Ward): Ward => (ward === 'north' ? 'south' : 'north');

/** The body of a command. `ref` is the sample's number in the run, which no other one of any ward has. */
export const SendSamples = z.strictObject({ samples: z.array(z.strictObject({ ref: z.int(), celsius: z.int() })).min(1) });
export type SendSamples = z.infer<typeof SendSamples>;

export const SampleSent = z.object({
  type: z.literal('SampleSent'),
  data: z.object({ patientId: z.string(), number: z.int(), ref: z.int(), celsius: z.int() }),
});
export type SampleSent = z.infer<typeof SampleSent>;
export const SampleReceived = z.object({
  type: z.literal('SampleReceived'),
  data: z.object({ patientId: z.string(), number: z.int(), ref: z.int() }),
});
export type SampleReceived = z.infer<typeof SampleReceived>;

/** Numbers a patient's samples from 1. It knows nothing of repeats: that a command acts once is for those around it. */
export const sending: Decider<SendSamples & { readonly patientId: string }, number, SampleSent, never> = {
  initial: 0,
  evolve: (_, { data }) => data.number,
  decide: ({ patientId, samples }, number) =>
    accepted(...samples.map((sample, n) => ({ type: 'SampleSent' as const, data: { patientId, number: number + 1 + n, ...sample } }))),
};

/** Takes whatever comes, as often as it comes. */
export const receiving: Decider<SampleReceived['data'], null, SampleReceived, never> = {
  initial: null,
  evolve: () => null,
  decide: (data) => accepted({ type: 'SampleReceived', data }),
};

/** What a transport takes; a sample that is hotter is what no consumer understands before its program is mended. */
export const hottest = 60;
export const poisonous = 900;

export const samplesOf = (ward: Ward): Topic => ({ name: `${ward}.samples.v1`, partitions: 6, retentionDays: 1 });

/** Consumers that are `mended` take any temperature. */
export const sampleSentV1 = (ward: Ward, mended: boolean) =>
  contract(
    `org.liaison.${ward}.sample-sent.v1`,
    samplesOf(ward),
    z.object({ patientId: z.string(), number: z.int(), ref: z.int(), celsius: mended ? z.int() : z.int().max(hottest) }),
  );
export type SampleSentV1 = z.infer<ReturnType<typeof sampleSentV1>['data']>;
