import { randomUUID } from 'node:crypto';
import { accepted, type Decider } from '@liaison/kernel';
import { z } from 'zod';
import type { Asked } from '../asked.js';
import { CommandHandler } from '../command-handler.js';
import type { Stage, Store } from './stage.js';

const Signed = z.object({ type: z.literal('Signed'), data: z.object({ by: z.string() }) });
type Signed = z.infer<typeof Signed>;

/** A list that everybody is on once. */
const list: Decider<{ readonly by: string }, readonly string[], Signed, never> = {
  initial: [],
  evolve: (signed, { data }) => [...signed, data.by],
  decide: ({ by }, signed) => (signed.includes(by) ? accepted() : accepted({ type: 'Signed', data: { by } })),
};

export const describeChainedCommands = (stage: Stage): void => {
  const desk = (store: Store) => new CommandHandler(store, { context: 'suite', category: 'list', decider: list, events: Signed });
  const asked = (): Asked => ({ commandId: randomUUID(), by: 'suite', at: '2026-12-01T09:00:00Z', fingerprint: 'same' });

  describe('Commands that were decided on what the one before will leave', () => {
    it('do not stand when that one did not, though the revision is the expected one', async () => {
      const id = randomUUID();
      const [one, two] = [desk(stage.one), desk(stage.two)];
      await one.handle(id, { by: 'ann' }, asked());
      await two.handle(id, { by: 'bob' }, asked());
      // the first process still believes in ann alone: cid is in conflict, and bob stands where it takes cid to be
      await Promise.all(['cid', 'bob', 'dan'].map((by) => one.handle(id, { by }, asked())));
      for (const each of [one, two, desk(stage.another())])
        expect((await each.load(id)).state.toSorted()).toEqual(['ann', 'bob', 'cid', 'dan']);
    });
  });
};
