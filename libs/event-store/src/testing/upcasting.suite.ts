import { randomUUID } from 'node:crypto';
import { accepted, type Decider } from '@liaison/kernel';
import { z } from 'zod';
import { CommandHandler } from '../command-handler.js';
import { upcasted, type Upcasters } from '../upcasting.js';
import { event, readEverything, readStream, until } from './events.js';
import { reader } from './reader.js';
import type { Stage } from './stage.js';

/** Weights were pounds, then kilograms with decimals, now grams. */
const Weighed = z.object({ type: z.literal('Weighed'), data: z.object({ grams: z.int() }) });
type Weighed = z.infer<typeof Weighed>;
const upcasters: Upcasters = {
  Weighed: [
    ({ pounds }: { pounds: number }) => ({ kilograms: pounds * 0.453_592_37 }),
    ({ kilograms }: { kilograms: number }) => ({ grams: Math.round(kilograms * 1_000) }),
  ],
};
const scale: Decider<{ readonly grams: number }, readonly number[], Weighed, never> = {
  initial: [],
  evolve: (weights, { data }) => [...weights, data.grams],
  decide: ({ grams }) => accepted({ type: 'Weighed', data: { grams } }),
};
const written = (data: object, version?: number) => {
  const { metadata, ...rest } = event(data, 'Weighed');
  return { ...rest, metadata: version === undefined ? metadata : { ...metadata, version } };
};

export const describeUpcasting = (stage: Stage): void => {
  const asked = () => ({ commandId: randomUUID(), by: 'suite', at: '2026-12-01T09:00:00Z' });
  /** One stream as three programs have left it. */
  const inherited = async () => {
    const id = randomUUID();
    const stream = `suite.weights-${id}`;
    const given = [written({ pounds: 150 }), written({ kilograms: 70.5 }, 2), written({ grams: 71_000 }, 3)];
    await stage.one.append(stream, 'no-stream', given);
    return { id, stream, grams: [68_039, 70_500, 71_000] };
  };
  const gramsOf = (recorded: readonly { readonly data: unknown }[]) => recorded.map(({ data }) => (data as { grams?: number }).grams);

  describe('Events of earlier versions', () => {
    it('are seen as those of today, however they are read', async () => {
      const after = await stage.one.head();
      const { stream, grams } = await inherited();
      const store = upcasted(stage.two, upcasters);
      expect(gramsOf(await readStream(store, stream))).toEqual(grams);
      expect(gramsOf(await readStream(store, stream, { direction: 'backwards' }))).toEqual(grams.toReversed());
      expect(gramsOf(await readEverything(store, { after }))).toEqual(grams);
      const following = reader(store, { after, types: ['Weighed'] });
      await until(() => following.seen.length === 3);
      await following.stop();
      expect(gramsOf(following.seen)).toEqual(grams);
    });

    it('are decided on as those of today, and those of today say their version', async () => {
      const { id, stream, grams } = await inherited();
      const family = { context: 'suite', category: 'weights', decider: scale, events: Weighed };
      const desk = new CommandHandler(upcasted(stage.two, upcasters), family);
      await desk.handle(id, { grams: 72_000 }, asked());
      expect((await desk.load(id)).state).toEqual([...grams, 72_000]);
      expect((await readStream(stage.one, stream)).map(({ metadata }) => metadata.version)).toEqual([undefined, 2, 3, 3]);
    });

    it('stay stored as they were written', async () => {
      const { stream } = await inherited();
      await readStream(upcasted(stage.two, upcasters), stream);
      expect((await readStream(stage.one, stream)).map(({ data }) => data)).toEqual([
        { pounds: 150 },
        { kilograms: 70.5 },
        { grams: 71_000 },
      ]);
    });
  });

  describe('An event', () => {
    it.each([
      ['of a later version', written({ tons: 1 }, 4), { code: 'unknown-event-version', type: 'Weighed', version: 4, known: 3 }],
      ['of no version', written({}, 0.5), { code: 'unknown-event-version', type: 'Weighed', version: 0.5 }],
      ['that its upcaster does not understand', { ...written({}), data: null }, { code: 'not-upcast', type: 'Weighed', version: 1 }],
    ])('%s is refused by its place', async (_, given, fault) => {
      const stream = `suite.weights-${randomUUID()}`;
      await stage.one.append(stream, 'no-stream', [written({ pounds: 1 }), given]);
      const reading = readStream(upcasted(stage.two, upcasters), stream);
      await expect(reading).rejects.toMatchObject({ ...fault, stream, revision: 1 });
    });
  });
};
