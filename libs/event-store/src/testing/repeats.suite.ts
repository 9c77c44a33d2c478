import { PartialRepeat, WrongExpectedRevision } from '../errors.js';
import type { Appended, ExpectedRevision } from '../event-store.js';
import { event, events, freshStream, idsOf, readStream } from './events.js';
import type { Stage } from './stage.js';

export const describeRepeats = (stage: Stage): void => {
  describe('The same events again', () => {
    it('at their original expected revision get the first answer and change nothing', async () => {
      const stream = freshStream();
      const [opening, going] = [events(3), events(2)];
      const first = await stage.one.append(stream, 'no-stream', opening);
      const second = await stage.one.append(stream, 2, going);
      expect(await stage.two.append(stream, 'no-stream', opening)).toEqual(first);
      expect(await stage.one.append(stream, 2, going)).toEqual(second);
      expect(await readStream(stage.one, stream)).toHaveLength(5);
    });

    it('at once, from everywhere, are there once and get one answer', async () => {
      const stream = freshStream();
      const same = events(3);
      const answers = await Promise.all(Array.from({ length: 50 }, (_, n) => stage.either(n).append(stream, 'no-stream', same)));
      expect(new Set(answers.map((answer) => JSON.stringify(answer))).size).toBe(1);
      expect(idsOf(await readStream(stage.one, stream))).toEqual(idsOf(same));
    });

    it('get the first answer after others have appended', async () => {
      const stream = freshStream();
      await stage.one.append(stream, 'no-stream', events(1));
      const same = events(2);
      const first = await stage.one.append(stream, 0, same);
      for (let n = 0; n < 5; n++) await stage.two.append(stream, 'any', events(3));
      expect(await stage.two.append(stream, 0, same)).toEqual(first);
      expect(await readStream(stage.one, stream)).toHaveLength(18);
    });

    it('are there once when connections were lost in between', async () => {
      const stream = freshStream();
      const same = events(2);
      const store = stage.another();
      let revision: ExpectedRevision = 'no-stream';
      for (let n = 0; n < 10; n++) {
        const added = events(2);
        const [first]: readonly [Appended, void] = await Promise.all([store.append(stream, revision, added), stage.interrupt()]);
        expect(await stage.two.append(stream, revision, added)).toEqual(first);
        revision = first.revision;
      }
      const last = await store.append(stream, revision, same);
      expect(last.revision).toBe(21);
      expect(await readStream(stage.one, stream)).toHaveLength(22);
    });

    it.each<'any' | 'stream-exists'>(['any', 'stream-exists'])('under %s are there once while they are the last', async (expected) => {
      const stream = freshStream();
      await stage.one.append(stream, 'no-stream', events(1));
      const same = events(2);
      const first = await stage.one.append(stream, expected, same);
      const again = await stage.one.append(stream, expected, same);
      expect(again.revision).toBe(first.revision);
      const positions = stage.capabilities.repeatsOfAny === 'cached' ? [first.position, -1] : [first.position];
      expect(positions).toContain(again.position);
      expect(await readStream(stage.two, stream)).toHaveLength(3);
    });

    it('in part, with others among them, are refused and change nothing', async () => {
      const stream = freshStream();
      const [one, two] = [event(), event()];
      await stage.one.append(stream, 'no-stream', [one, two]);
      const error = stage.capabilities.partialRepeatsAreNamed ? PartialRepeat : WrongExpectedRevision;
      for (const overlapping of [
        [one, event()],
        [event(), two],
        [one, two, event()],
      ])
        await expect(stage.two.append(stream, 'no-stream', overlapping)).rejects.toThrow(error);
      expect(idsOf(await readStream(stage.one, stream))).toEqual([one.id, two.id]);
    });

    it('in another order, or at a revision where they were not, are a conflict', async () => {
      const stream = freshStream();
      const [one, two] = [event(), event()];
      await stage.one.append(stream, 'no-stream', [one, two]);
      await expect(stage.one.append(stream, 'no-stream', [two, one])).rejects.toThrow(WrongExpectedRevision);
      await expect(stage.one.append(stream, 7, [one, two])).rejects.toThrow(WrongExpectedRevision);
      expect(idsOf(await readStream(stage.one, stream))).toEqual([one.id, two.id]);
    });

    it('may stand in another stream: an id is unique within its own', async () => {
      const [here, there] = [freshStream(), freshStream()];
      const same = events(2);
      await stage.one.append(here, 'no-stream', same);
      await stage.one.append(there, 'no-stream', same);
      expect(idsOf(await readStream(stage.two, there))).toEqual(idsOf(same));
    });
  });
};
