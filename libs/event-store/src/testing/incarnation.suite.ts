import { randomUUID } from 'node:crypto';
import { OtherIncarnation } from '../errors.js';
import { events, freshStream, readEverything, readStream } from './events.js';
import { refusedAmidNeighbours } from './neighbours.js';
import type { Stage } from './stage.js';

const lost = 'of-a-lost-time';

export const describeIncarnation = (stage: Stage): void => {
  describe('The incarnation of a store', () => {
    it('is the same for everybody, and stays when connections are lost', async () => {
      const incarnation = await stage.one.incarnation();
      await stage.interrupt();
      expect(await stage.two.incarnation()).toBe(incarnation);
      expect(await stage.another().incarnation()).toBe(incarnation);
    });

    it('lets through what rests on it', async () => {
      const incarnation = await stage.one.incarnation();
      const stream = freshStream();
      await stage.one.append(stream, 'no-stream', events(2), { incarnation });
      await stage.two.append(stream, 1, events(1), { incarnation });
      expect(await readStream(stage.two, stream, { incarnation })).toHaveLength(3);
    });

    it('keeps out an append that rests on another one, which hurts none that came with it', async () => {
      const [stream, actual] = [freshStream(), await stage.one.incarnation()];
      const refused = await refusedAmidNeighbours(stage, () => stage.one.append(stream, 'any', events(1), { incarnation: lost }));
      expect(refused).toBeInstanceOf(OtherIncarnation);
      expect(refused).toMatchObject({ code: 'other-incarnation', expected: lost, actual });
      expect(await readStream(stage.one, stream)).toEqual([]);
    });

    it('keeps out an answer that rests on another one', async () => {
      const commandId = randomUUID();
      const answer = { accepted: false, refusals: [{ code: 'full' }] } as const;
      const settling = () => stage.one.settle({ commandId, fingerprint: 'same', answer }, { incarnation: lost });
      expect(await refusedAmidNeighbours(stage, settling)).toBeInstanceOf(OtherIncarnation);
      expect(await stage.two.find(commandId)).toBeUndefined();
    });

    it('ends every reading on from another one', async () => {
      const stream = freshStream();
      await stage.one.append(stream, 'no-stream', events(3));
      await expect(readStream(stage.two, stream, { from: 1, incarnation: lost })).rejects.toThrow(OtherIncarnation);
      await expect(readEverything(stage.two, { after: 1, incarnation: lost })).rejects.toThrow(OtherIncarnation);
      const subscribing = (async () => {
        const signal = new AbortController().signal;
        for await (const batch of stage.two.subscribe({ after: 1, incarnation: lost, signal })) return batch;
        return undefined;
      })();
      await expect(subscribing).rejects.toThrow(OtherIncarnation);
    });
  });
};
