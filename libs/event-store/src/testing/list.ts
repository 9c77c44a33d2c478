import { randomUUID } from 'node:crypto';
import { accepted, type Decider } from '@liaison/kernel';
import { z } from 'zod';
import type { Asked } from '../asked.js';
import { CommandHandler } from '../command-handler.js';
import type { Store } from './stage.js';

const Signed = z.object({ type: z.literal('Signed'), data: z.object({ by: z.string(), place: z.number() }) });
export type Signed = z.infer<typeof Signed>;

/** A list that everybody is on once. Each entry says its place, as it was when it was decided. */
const list: Decider<{ readonly by: string }, readonly string[], Signed, never> = {
  initial: [],
  evolve: (signed, { data }) => [...signed, data.by],
  decide: ({ by }, signed) => (signed.includes(by) ? accepted() : accepted({ type: 'Signed', data: { by, place: signed.length } })),
};

export const listDesk = (store: Store) => new CommandHandler(store, { context: 'suite', category: 'list', decider: list, events: Signed });
export type ListDesk = ReturnType<typeof listDesk>;

export const askedOnce = (commandId: string = randomUUID()): Asked => ({
  ...{ commandId, by: 'suite', at: '2026-12-01T09:00:00Z', fingerprint: 'same' },
});
