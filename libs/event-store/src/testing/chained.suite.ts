import { randomUUID } from 'node:crypto';
import { CommandSettledBefore, DecidedInVain, WrongExpectedRevision } from '../errors.js';
import { event, events, freshStream, idsOf, numbers, outcomes, readStream } from './events.js';
import { askedOnce, listDesk, type ListDesk, type Signed } from './list.js';
import { refusedAmidNeighbours } from './neighbours.js';
import type { Stage } from './stage.js';

export const describeChainedCommands = (stage: Stage): void => {
  describe('An append that was decided on another one', () => {
    it('stands with it, though both were sent at once', async () => {
      const stream = freshStream();
      const given = events(60);
      let upon = stage.one.append(stream, 'no-stream', given.slice(0, 1));
      const all = [upon];
      for (const n of numbers(1, 59)) all.push((upon = stage.one.append(stream, n - 1, given.slice(n, n + 1), { upon })));
      expect((await Promise.all(all)).map(({ revision }) => revision)).toEqual(numbers(0, 59));
      expect(idsOf(await readStream(stage.two, stream))).toEqual(idsOf(given));
    });

    it('does not stand on what somebody else put in its place, and hurts none that came with it', async () => {
      const stream = freshStream();
      const theirs = events(1);
      await stage.two.append(stream, 'no-stream', theirs);
      const refused = await refusedAmidNeighbours(stage, async () => {
        const upon = stage.one.append(stream, 'no-stream', events(1));
        const chained = stage.one.append(stream, 0, events(1), { upon });
        const { rejected } = await outcomes([upon, chained, stage.one.append(stream, 1, events(1), { upon: chained })]);
        throw new AggregateError(rejected);
      });
      const { errors } = refused as AggregateError;
      expect(errors[0]).toBeInstanceOf(WrongExpectedRevision);
      for (const fault of errors.slice(1)) expect(fault).toMatchObject({ code: 'decided-in-vain', stream });
      expect(errors).toHaveLength(3);
      expect(idsOf(await readStream(stage.one, stream))).toEqual(idsOf(theirs));
    });

    it('stands where the refused one is another', async () => {
      const stream = freshStream();
      const [first, last] = [events(2), events(1)];
      const upon = stage.one.append(stream, 'no-stream', first);
      const refused = stage.one.append(stream, 7, events(1), { upon });
      const inVain = stage.one.append(stream, 1, events(1), { upon: refused });
      const stands = stage.one.append(stream, 1, last, { upon });
      expect((await outcomes([refused, inVain])).rejected).toEqual([expect.any(WrongExpectedRevision), expect.any(DecidedInVain)]);
      expect(await stands).toMatchObject({ revision: 2 });
      expect(idsOf(await readStream(stage.two, stream))).toEqual(idsOf([...first, ...last]));
    });

    it('does not stand on the same command as another process decided it', async () => {
      const [stream, command, mine] = [freshStream(), { id: randomUUID(), fingerprint: 'same' }, event({ decided: 'here' })];
      await stage.two.append(stream, 'no-stream', [{ ...mine, data: { decided: 'there' } }], { command });
      const upon = stage.one.append(stream, 'no-stream', [mine], { command });
      const chained = stage.one.append(stream, 0, events(1), { upon });
      expect((await outcomes([upon, chained])).rejected).toEqual([expect.any(CommandSettledBefore), expect.any(DecidedInVain)]);
      expect(await readStream(stage.one, stream)).toMatchObject([{ data: { decided: 'there' } }]);
    });

    it('waits for one that another store was given', async () => {
      const stream = freshStream();
      const upon = stage.two.append(stream, 'no-stream', events(1));
      expect(await stage.one.append(stream, 0, events(1), { upon })).toMatchObject({ revision: 1 });
      const refused = stage.two.append(stream, 'no-stream', events(1));
      const chained = stage.one.append(stream, 1, events(1), { upon: refused });
      expect((await outcomes([refused, chained])).rejected).toEqual([expect.any(WrongExpectedRevision), expect.any(DecidedInVain)]);
    });
  });

  describe('Commands that were decided on what the one before will leave', () => {
    /** Each entry has the place that it was decided for, and everybody sees the same. */
    const expectDecidedOnWhatStands = async (id: string, names: readonly string[]) => {
      const entries = (await readStream(stage.one, `suite.list-${id}`)).map(({ data }) => data as Signed['data']);
      expect(entries.map(({ place }) => place)).toEqual(numbers(0, names.length - 1));
      expect(entries.map(({ by }) => by).toSorted()).toEqual([...names].toSorted());
      const { state } = await listDesk(stage.another()).load(id);
      expect(state).toEqual(entries.map(({ by }) => by));
    };
    const guests = (count: number) => numbers(1, count).map((n) => `guest ${n}`);

    it('do not stand when that one did not, though the revision is the expected one', async () => {
      const id = randomUUID();
      const [one, two] = [listDesk(stage.one), listDesk(stage.two)];
      await one.handle(id, { by: 'ann' }, askedOnce());
      await two.handle(id, { by: 'bob' }, askedOnce());
      // the first process still believes in ann alone: cid is in conflict, and bob stands where it takes cid to be
      await Promise.all(['cid', 'bob', 'dan'].map((by) => one.handle(id, { by }, askedOnce())));
      for (const each of [one, two]) expect((await each.load(id)).state.toSorted()).toEqual(['ann', 'bob', 'cid', 'dan']);
      await expectDecidedOnWhatStands(id, ['ann', 'bob', 'cid', 'dan']);
    });

    it('stand once each when two processes are given all of them at once', async () => {
      const id = randomUUID();
      const desks = [listDesk(stage.one), listDesk(stage.two)];
      const asking = guests(100).flatMap((by) => desks.map((desk) => desk.handle(id, { by }, askedOnce())));
      const accepted = await Promise.all(asking);
      expect(accepted.filter((outcome) => outcome.accepted && outcome.events.length === 1)).toHaveLength(100);
      await expectDecidedOnWhatStands(id, guests(100));
    });

    it('stand once each when their connections are lost, and when all are repeated elsewhere', async () => {
      const id = randomUUID();
      const [one, two] = [listDesk(stage.another()), listDesk(stage.another())];
      const commands = guests(60).map((by) => ({ by, asked: askedOnce() }));
      /** As whoever asks does: again under the same id, until there is an answer. */
      const answered = async (desk: ListDesk, { by, asked }: (typeof commands)[number]): Promise<unknown> => {
        for (;;) {
          const outcome = await desk.handle(id, { by }, asked).catch(() => undefined);
          if (outcome) return { ...outcome, repeated: true };
        }
      };
      const asking = Promise.all(commands.map((command, n) => answered(n % 2 === 0 ? one : two, command)));
      for (const _ of numbers(1, 3)) await stage.interrupt();
      const first = await asking;
      await expectDecidedOnWhatStands(id, guests(60));
      const elsewhere = listDesk(stage.another());
      const again = await Promise.all(commands.map(({ by, asked }) => elsewhere.handle(id, { by }, asked)));
      expect(again).toEqual(first);
      await expectDecidedOnWhatStands(id, guests(60));
    });
  });
};
