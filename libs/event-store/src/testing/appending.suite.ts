import { WrongExpectedRevision } from '../errors.js';
import type { ExpectedRevision } from '../event-store.js';
import { event, events, freshStream, idsOf, readEverything, readStream } from './events.js';
import type { Stage } from './stage.js';

export const describeAppending = (stage: Stage): void => {
  describe('An append', () => {
    it('puts events at the end of their stream and answers with the place of the last one', async () => {
      const stream = freshStream();
      const [first, second] = [await stage.one.append(stream, 'no-stream', events(3)), await stage.two.append(stream, 2, events(2))];
      expect([first.revision, second.revision]).toEqual([2, 4]);
      const recorded = await readStream(stage.one, stream);
      expect(recorded.map(({ revision }) => revision)).toEqual([0, 1, 2, 3, 4]);
      expect([recorded[2]?.position, recorded[4]?.position]).toEqual([first.position, second.position]);
    });

    it('records what it was given, the stream, and a time of the store', async () => {
      const stream = freshStream();
      const given = {
        ...event({ seat: 7 }, 'SeatTaken'),
        metadata: { commandId: event().id, by: 'suite', correlationId: 'c', causationId: 'd' },
      };
      await stage.one.append(stream, 'no-stream', [given]);
      const [recorded] = await readStream(stage.two, stream);
      expect(recorded).toMatchObject({ ...given, stream, revision: 0 });
      expect(recorded?.time).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/);
    });

    it('is seen by everybody when it has answered', async () => {
      for (let n = 0; n < 20; n++) {
        const stream = freshStream();
        const { position } = await stage.either(n).append(stream, 'no-stream', events(2));
        expect(await readStream(stage.either(n + 1), stream)).toHaveLength(2);
        expect(await stage.either(n + 1).head()).toBeGreaterThanOrEqual(position);
      }
    });

    it('of several events is there whole, in one place of the order', async () => {
      const before = await stage.one.head();
      const streams = Array.from({ length: 10 }, () => freshStream());
      await Promise.all(streams.map((stream, n) => stage.either(n).append(stream, 'no-stream', events(7))));
      const order = (await readEverything(stage.one, { after: before })).map(({ stream }) => stream);
      for (const stream of streams) {
        const first = order.indexOf(stream);
        expect(order.slice(first, first + 7)).toEqual(Array<string>(7).fill(stream));
      }
    });
  });

  const lengthsFor: readonly (readonly [ExpectedRevision, number, boolean])[] = [
    ['no-stream', 0, true],
    ['no-stream', 2, false],
    ['stream-exists', 0, false],
    ['stream-exists', 2, true],
    ['any', 0, true],
    ['any', 2, true],
    [0, 0, false],
    [0, 2, false],
    [1, 2, true],
    [2, 2, false],
    [7, 0, false],
  ];

  describe('An append that expects', () => {
    it.each(lengthsFor)('%s of a stream of %i events: goes through is %s', async (expected, length, goesThrough) => {
      const stream = freshStream();
      const before = events(length);
      if (length > 0) await stage.one.append(stream, 'no-stream', before);
      const added = event();
      const appending = stage.two.append(stream, expected, [added]);
      if (goesThrough) expect(await appending).toMatchObject({ revision: length });
      else await expect(appending).rejects.toMatchObject({ code: 'wrong-expected-revision', stream, expected, actual: length - 1 });
      expect(idsOf(await readStream(stage.one, stream))).toEqual(idsOf(goesThrough ? [...before, added] : before));
    });

    it('what is not so says to people what it expected and what it found', async () => {
      const stream = freshStream();
      const refused = stage.one.append(stream, 4, events(1));
      await expect(refused).rejects.toBeInstanceOf(WrongExpectedRevision);
      await expect(refused).rejects.toThrow(`${stream}: expected 4, found no stream`);
      await stage.one.append(stream, 'no-stream', events(2));
      await expect(stage.one.append(stream, 'no-stream', events(1))).rejects.toThrow(`${stream}: expected no-stream, found revision 1`);
    });
  });
};
