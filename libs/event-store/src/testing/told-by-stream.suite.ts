import { randomUUID } from 'node:crypto';
import { accepted, rejected, type Decider } from '@liaison/kernel';
import { v5 as uuidv5 } from 'uuid';
import { z } from 'zod';
import type { Asked } from '../asked.js';
import { CommandHandler } from '../command-handler.js';
import { readStream } from './events.js';
import type { Stage, Store } from './stage.js';

const Lent = z.object({ type: z.literal('Lent'), data: z.object({ to: z.string() }) });
type Lent = z.infer<typeof Lent>;

/** One wheelchair, lent to one at a time and never given back. */
const wheelchair: Decider<{ readonly to: string }, string | undefined, Lent, { readonly code: 'lent'; readonly to: string }> = {
  initial: undefined,
  evolve: (_, { data }) => data.to,
  decide: ({ to }, lentTo) => (lentTo === undefined ? accepted({ type: 'Lent', data: { to } }) : rejected({ code: 'lent', to: lentTo })),
};

export const describeToldByStream = (stage: Stage): void => {
  const desk = (store: Store) => new CommandHandler(store, { context: 'suite', category: 'wheelchair', decider: wheelchair, events: Lent });
  const asked = (): Asked => ({ commandId: randomUUID(), by: 'suite', at: '2026-12-01T09:00:00Z', fingerprint: 'same' });
  /** As a process leaves it that dies between the append and the first answer. */
  const appendedAlone = (id: string, { commandId }: Asked) =>
    stage.one.append(`suite.wheelchair-${id}`, 'no-stream', [
      { id: uuidv5('0', commandId), type: 'Lent', data: { to: 'ann' }, metadata: { commandId, by: 'suite' } },
    ]);

  describe('A command whose events are there and whose first answer is not', () => {
    it('is accepted when it is repeated, though it would be refused by now', async () => {
      const [id, once] = [randomUUID(), asked()];
      const { revision, position } = await appendedAlone(id, once);
      const again = await desk(stage.two).handle(id, { to: 'ann' }, once);
      expect(again).toEqual({ accepted: true, revision, position, repeated: true, events: [{ type: 'Lent', data: { to: 'ann' } }] });
      expect(await readStream(stage.one, `suite.wheelchair-${id}`)).toHaveLength(1);
    });

    it('has its first answer from then on', async () => {
      const [id, once] = [randomUUID(), asked()];
      const { revision, position } = await appendedAlone(id, once);
      expect(await stage.one.find(once.commandId)).toBeUndefined();
      await desk(stage.two).handle(id, { to: 'ann' }, once);
      expect(await stage.one.find(once.commandId)).toMatchObject({ answer: { accepted: true, revision, position, events: 1 } });
    });

    it('does not stand in the way of others', async () => {
      const [id, once] = [randomUUID(), asked()];
      await appendedAlone(id, once);
      expect(await desk(stage.two).handle(id, { to: 'bob' }, asked())).toMatchObject({
        accepted: false,
        refusals: [{ code: 'lent', to: 'ann' }],
      });
    });
  });
};
