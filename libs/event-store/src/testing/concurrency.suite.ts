import { WrongExpectedRevision } from '../errors.js';
import type { NewEvent } from '../event-store.js';
import { event, events, freshStream, idsOf, numbers, outcomes, readEverything, readStream } from './events.js';
import type { Stage } from './stage.js';

const writers = 200;

export const describeConcurrency = (stage: Stage): void => {
  describe(`${writers} writers at once`, () => {
    it('of one new stream: one begins it, and each other is told who was first', async () => {
      const stream = freshStream();
      const { fulfilled, rejected } = await outcomes(
        numbers(1, writers).map((n) => stage.either(n).append(stream, 'no-stream', [event({ n })])),
      );
      expect(fulfilled).toMatchObject([{ revision: 0 }]);
      expect(rejected).toHaveLength(writers - 1);
      for (const fault of rejected)
        expect(fault).toMatchObject({ code: 'wrong-expected-revision', stream, expected: 'no-stream', actual: 0 });
      expect(await readStream(stage.one, stream)).toHaveLength(1);
    });

    it('of one revision: one has it, and each other is told what is there instead', async () => {
      const stream = freshStream();
      await stage.one.append(stream, 'no-stream', events(1));
      const { fulfilled, rejected } = await outcomes(numbers(1, writers).map((n) => stage.either(n).append(stream, 0, events(2))));
      expect(fulfilled).toMatchObject([{ revision: 2 }]);
      expect(rejected).toHaveLength(writers - 1);
      for (const fault of rejected) expect(fault).toMatchObject({ code: 'wrong-expected-revision', expected: 0, actual: 2 });
      expect(await readStream(stage.one, stream)).toHaveLength(3);
    });

    it.each<'any' | 'stream-exists'>(['any', 'stream-exists'])(
      'of one stream under %s: each has a revision of its own',
      async (expected) => {
        const stream = freshStream();
        await stage.one.append(stream, 'no-stream', events(1));
        const answers = await Promise.all(numbers(1, writers).map((n) => stage.either(n).append(stream, expected, [event({ n })])));
        expect(answers.map(({ revision }) => revision).toSorted((a, b) => a - b)).toEqual(numbers(1, writers));
        const recorded = await readStream(stage.one, stream);
        expect(recorded.map(({ revision }) => revision)).toEqual(numbers(0, writers));
        for (const [n, { revision, position }] of answers.entries())
          expect(recorded[revision]).toMatchObject({ position, data: { n: n + 1 } });
      },
    );

    it('of many streams: none is in the way of another', async () => {
      const before = await stage.one.head();
      const given = numbers(1, writers).map(() => ({ stream: freshStream(), opening: events(2) }));
      const answers = await Promise.all(given.map(({ stream, opening }, n) => stage.either(n).append(stream, 'no-stream', opening)));
      expect(new Set(answers.map(({ position }) => position)).size).toBe(writers);
      const recorded = await readEverything(stage.two, { after: before });
      expect(new Set(idsOf(recorded))).toEqual(new Set(given.flatMap(({ opening }) => idsOf(opening))));
      if (stage.capabilities.densePositions)
        expect(recorded.map(({ position }) => position)).toEqual(numbers(before + 1, before + 2 * writers));
    });

    it('of many streams, a part of them wrong: only these are refused', async () => {
      const there = freshStream();
      await stage.one.append(there, 'no-stream', events(1));
      const attempts = numbers(1, writers).map((n) =>
        n % 5 === 0 ? stage.either(n).append(there, 'no-stream', events(1)) : stage.either(n).append(freshStream(), 'no-stream', events(1)),
      );
      const { fulfilled, rejected } = await outcomes(attempts);
      expect([fulfilled.length, rejected.length]).toEqual([writers * 0.8, writers * 0.2]);
      for (const fault of rejected) expect(fault).toMatchObject({ code: 'wrong-expected-revision', stream: there, actual: 0 });
    });
  });

  describe('Writers that go on from what a conflict told them', () => {
    it('bring each event into the stream once', async () => {
      const stream = freshStream();
      const given = numbers(0, 29).map((n) => event({ n }));
      const untilItStands = async (added: NewEvent, n: number): Promise<number> => {
        for (let actual = -1, attempts = 1; ; attempts++) {
          try {
            await stage.either(n).append(stream, actual === -1 ? 'no-stream' : actual, [added]);
            return attempts;
          } catch (fault) {
            if (!(fault instanceof WrongExpectedRevision)) throw fault;
            expect(fault.actual).toBeGreaterThan(actual);
            actual = fault.actual;
          }
        }
      };
      const attempts = await Promise.all(given.map(untilItStands));
      expect(Math.max(...attempts)).toBeGreaterThan(1);
      const recorded = await readStream(stage.one, stream);
      expect(idsOf(recorded).toSorted()).toEqual(idsOf(given).toSorted());
      expect(recorded.map(({ revision }) => revision)).toEqual(numbers(0, 29));
    });
  });
};
