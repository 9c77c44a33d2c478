import { randomUUID } from 'node:crypto';
import { perSecond, rounds, type Report } from '@liaison/bench-kit';
import { CommandHandler } from '@liaison/event-store';
import { accepted, type Decider } from '@liaison/kernel';
import { z } from 'zod';
import type { Liaison } from '../contenders/liaison.js';
import { same } from '../difference.js';

const Rung = z.object({ type: z.literal('Rung'), data: z.object({ times: z.number() }) });
type Rung = z.infer<typeof Rung>;
/** A bell that says how often it was rung. */
const bell: Decider<object, number, Rung, never> = {
  initial: 0,
  evolve: (_, { data }) => data.times,
  decide: (_, rung) => accepted({ type: 'Rung', data: { times: rung + 1 } }),
};

const commands = 200;
const asked = () => ({ commandId: randomUUID(), by: 'bench', at: '2026-12-01T09:00:00Z', fingerprint: 'ring' });

/** Commands to one stream: all at once, against one after another. @throws Difference */
export const hotStream = async ({ store }: Liaison, { count }: { readonly count: number }, report: Report): Promise<void> => {
  const handler = new CommandHandler(store, { context: 'bench', category: 'bells', decider: bell, events: Rung });
  const rung = async (ring: (id: string) => Promise<unknown>) => {
    const id = randomUUID();
    await ring(id);
    same('times that a bell was rung', commands, (await handler.load(id)).state);
    return commands;
  };
  const atOnce = (id: string) => Promise.all(Array.from({ length: commands }, () => handler.handle(id, {}, asked())));
  const oneByOne = async (id: string) => {
    for (let n = 0; n < commands; n++) await handler.handle(id, {}, asked());
  };
  const medians = await rounds(
    new Map([
      ['at once', () => perSecond(() => rung(atOnce))],
      ['one by one', () => perSecond(() => rung(oneByOne))],
    ]),
    { count },
  );
  const [value, reference] = [medians.get('at once') ?? NaN, medians.get('one by one') ?? NaN];
  report({
    ...{ case: `${commands} commands to one stream at once`, value, unit: 'commands/s' },
    ...{ against: 'one by one', reference },
  });
};
