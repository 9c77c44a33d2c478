import { randomUUID } from 'node:crypto';
import { accepted, rejected, type Decider } from '@liaison/kernel';
import { z } from 'zod';
import type { Asked } from '../asked.js';
import { CommandHandler } from '../command-handler.js';
import { CommandIdReused } from '../errors.js';
import type { RecordedEvent } from '../event-store.js';
import type { Stage, Store } from './stage.js';

const SeatTaken = z.object({ type: z.literal('SeatTaken'), data: z.object({ by: z.string() }) });
type SeatTaken = z.infer<typeof SeatTaken>;
type TakeSeat = { readonly by: string };
type Full = { readonly code: 'full'; readonly taken: number };

/** Three seats, each taken by a name; the same name twice is nothing new. */
const hall: Decider<TakeSeat, readonly string[], SeatTaken, Full> = {
  initial: [],
  evolve: (taken, { data }) => [...taken, data.by],
  decide: ({ by }, taken) => {
    if (taken.includes(by)) return accepted();
    return taken.length < 3 ? accepted({ type: 'SeatTaken', data: { by } }) : rejected({ code: 'full', taken: taken.length });
  },
};

/** Commands of many, decided on whichever store: acts of two processes meet in it. */
export const describeCommandHandler = (stage: Stage): void => {
  describe('Commands on one stream', () => {
    const desk = (at: Store) => new CommandHandler(at, { context: 'suite', category: 'seats', decider: hall, events: SeatTaken });
    type Desk = ReturnType<typeof desk>;
    let desks: readonly [Desk, Desk];
    beforeAll(() => void (desks = [desk(stage.one), desk(stage.two)]));

    const asked = (more: Partial<Asked> = {}): Asked => ({
      commandId: randomUUID(),
      by: 'test',
      at: '2026-12-01T09:00:00Z',
      fingerprint: 'same',
      ...more,
    });
    const show = () => randomUUID();
    const counted = (at: Store) => {
      let reads = 0;
      const store = new Proxy(at, {
        get: (of, name) => {
          if (name === 'read') reads += 1;
          const found: unknown = Reflect.get(of, name);
          return typeof found === 'function' ? (found.bind(of) as unknown) : found;
        },
      });
      return { store, reads: () => reads };
    };

    it('give the last seats to who comes first, through two processes at once', async () => {
      const id = show();
      const outcomes = await Promise.all(
        Array.from({ length: 200 }, (_, n) => desks[n % 2 === 0 ? 0 : 1].handle(id, { by: `guest ${n}` }, asked())),
      );
      expect(outcomes.filter((outcome) => outcome.accepted)).toHaveLength(3);
      expect((await desks[0].load(id)).state).toHaveLength(3);
      const refused = outcomes.flatMap((outcome) => (outcome.accepted ? [] : outcome.refusals));
      expect(new Set(refused.map((refusal) => JSON.stringify(refusal)))).toEqual(new Set([JSON.stringify({ code: 'full', taken: 3 })]));
    });

    it('act once however often and wherever they are repeated, and get the first answer', async () => {
      const id = show();
      const once = asked();
      const both = await Promise.all([
        desks[0].handle(id, { by: 'ann' }, once),
        desks[0].handle(id, { by: 'ann' }, once),
        desks[1].handle(id, { by: 'ann' }, once),
      ]);
      const later = await desks[1].handle(id, { by: 'ann' }, once);
      for (const outcome of [...both, later])
        expect(outcome).toMatchObject({ accepted: true, revision: 0, events: [{ type: 'SeatTaken', data: { by: 'ann' } }] });
      expect(both.filter(({ repeated }) => !repeated)).toHaveLength(1);
      expect((await desks[0].load(id)).state).toEqual(['ann']);
    });

    it('are refused again for the first reasons, with what went with them, when there is room by then', async () => {
      const id = show();
      const late = asked();
      for (const by of ['a', 'b', 'c']) await desks[0].handle(id, { by }, asked());
      const first = await desks[0].handle(id, { by: 'late' }, late, { onRefusal: () => Promise.resolve({ tryInstead: 'tomorrow' }) });
      const again = await desks[1].handle(id, { by: 'late' }, late, { onRefusal: () => Promise.resolve({ tryInstead: 'never' }) });
      expect(again).toEqual({ ...first, repeated: true });
      expect(first).toMatchObject({ accepted: false, refusals: [{ code: 'full', taken: 3 }], context: { tryInstead: 'tomorrow' } });
    });

    it('on what is most likely new look at nothing first', async () => {
      const { store, reads } = counted(stage.two);
      const first = await desk(store).handle(show(), { by: 'ann' }, asked(), { likelyNew: true });
      expect(first).toMatchObject({ accepted: true, revision: 0, repeated: false });
      expect(reads()).toBe(0);
    });

    it('on what was heard of are decided without a look, whoever wrote it, however often it is told', async () => {
      const id = show();
      const { store, reads } = counted(stage.two);
      const here = desk(store);
      await here.handle(id, { by: 'ann' }, asked());
      const { position } = await here.load(id);
      for (const by of ['bob', 'carl']) await desks[0].handle(id, { by }, asked());
      const told: RecordedEvent[] = [];
      for await (const batch of stage.one.readAll({ after: position })) told.push(...batch.filter(({ stream }) => stream.endsWith(id)));
      const incarnation = await stage.two.incarnation();
      const before = reads();
      for (const event of [...told.slice(1), ...told, ...told]) here.hear(event, 'of another store');
      expect(here.seen(id)).toEqual(['ann']);
      for (const event of [...told.slice(1), ...told, ...told]) here.hear(event, incarnation);
      expect(here.seen(id)).toEqual(['ann', 'bob', 'carl']);
      expect(reads()).toBe(before);
      expect(await here.load(id)).toMatchObject({ state: ['ann', 'bob', 'carl'], revision: 2 });
      expect(await here.handle(id, { by: 'late' }, asked())).toMatchObject({ accepted: false, refusals: [{ code: 'full', taken: 3 }] });
    });

    it('that lose against another process read no more than what is new', async () => {
      const id = show();
      const from: (number | undefined)[] = [];
      const store = new Proxy(stage.two, {
        get: (of, name) => {
          const found: unknown = Reflect.get(of, name);
          if (name === 'read') return (stream: string, options?: { from?: number }) => (from.push(options?.from), of.read(stream, options));
          return typeof found === 'function' ? (found.bind(of) as unknown) : found;
        },
      });
      const here = desk(store);
      await here.handle(id, { by: 'ann' }, asked());
      await desks[0].handle(id, { by: 'bob' }, asked());
      from.length = 0;
      expect(await here.handle(id, { by: 'carl' }, asked())).toMatchObject({ accepted: true, revision: 2 });
      expect(from).toEqual([1]);
    });

    it('that lose on a stream which they hear of meanwhile are decided on what they heard', async () => {
      const id = show();
      let reads = 0;
      let tell: () => void = () => undefined;
      const store = new Proxy(stage.two, {
        get: (of, name) => {
          const found: unknown = Reflect.get(of, name);
          if (name === 'read') reads += 1;
          if (name === 'append') return (...appended: Parameters<Store['append']>) => of.append(...appended).finally(() => tell());
          return typeof found === 'function' ? (found.bind(of) as unknown) : found;
        },
      });
      const here = desk(store);
      await here.handle(id, { by: 'ann' }, asked());
      await desks[0].handle(id, { by: 'bob' }, asked());
      const told: RecordedEvent[] = [];
      for await (const batch of stage.one.read(`suite.seats-${id}`)) told.push(...batch);
      const incarnation = await stage.two.incarnation();
      tell = () => told.forEach((event) => here.hear(event, incarnation));
      reads = 0;
      expect(await here.handle(id, { by: 'carl' }, asked())).toMatchObject({ accepted: true, revision: 2 });
      expect(reads).toBe(0);
    });

    it('on what was most likely new, and is not, are decided on what is there', async () => {
      const elsewhere = (by: string, id: string, what = asked()) => desk(stage.two).handle(id, { by }, what, { likelyNew: true });
      const [id, once] = [show(), asked()];
      await desks[0].handle(id, { by: 'ann' }, asked());
      expect(await elsewhere('bob', id, once)).toMatchObject({ accepted: true, revision: 1, repeated: false });
      expect(await elsewhere('bob', id, once)).toMatchObject({ accepted: true, revision: 1, repeated: true });
      expect(await elsewhere('carl', id)).toMatchObject({ accepted: true, revision: 2 });
      expect(await elsewhere('late', id)).toMatchObject({ accepted: false, refusals: [{ code: 'full', taken: 3 }] });
    });

    it('are not answered by a refusal after which they ask again, perhaps another stream', async () => {
      const [id, late] = [show(), asked()];
      for (const by of ['a', 'b', 'c']) await desks[0].handle(id, { by }, asked());
      const asksAgain = ([refusal]: readonly { readonly code: string }[]) => refusal?.code === 'full';
      const first = await desks[0].handle(id, { by: 'late' }, late, { asksAgain });
      expect(first).toEqual({ accepted: false, refusals: [expect.objectContaining({ code: 'full' })], repeated: false });
      expect(await desks[1].handle(show(), { by: 'late' }, late, { asksAgain })).toMatchObject({ accepted: true, repeated: false });
    });

    it('are not answered by such a refusal of somebody who sends the same at the same moment', async () => {
      const [id, late] = [show(), asked()];
      for (const by of ['a', 'b', 'c']) await desks[0].handle(id, { by }, asked());
      const [, answer] = await Promise.all([
        desks[0].handle(id, { by: 'late' }, late, { asksAgain: () => true }),
        desks[0].handle(id, { by: 'late' }, late, { onRefusal: () => Promise.resolve('another evening') }),
      ]);
      expect(answer).toMatchObject({ accepted: false, repeated: false, context: 'another evening' });
    });

    it('are told when their id stood on another command', async () => {
      const id = show();
      const once = asked();
      await desks[0].handle(id, { by: 'ann' }, once);
      await expect(desks[1].handle(id, { by: 'bob' }, { ...once, fingerprint: 'other' })).rejects.toBeInstanceOf(CommandIdReused);
    });

    it('are refused when the stream is not as it was seen, and not when that is their own doing', async () => {
      const id = show();
      const seen = asked({ expected: -1 });
      expect(await desks[0].handle(id, { by: 'ann' }, seen)).toMatchObject({ accepted: true });
      expect(await desks[1].handle(id, { by: 'ann' }, seen)).toMatchObject({ accepted: true, repeated: true });
      expect(await desks[1].handle(id, { by: 'bob' }, asked({ expected: -1 }))).toMatchObject({
        accepted: false,
        refusals: [{ code: 'stale-revision', expected: -1, actual: 0 }],
      });
    });

    it('do not refuse for what another process has undone or not seen', async () => {
      const id = show();
      await desks[0].handle(id, { by: 'ann' }, asked());
      await desks[1].handle(id, { by: 'bob' }, asked());
      expect(await desks[0].handle(id, { by: 'bob' }, asked())).toMatchObject({ accepted: true, events: [], revision: 1 });
    });
  });
};
