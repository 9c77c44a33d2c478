import { randomBytes } from 'node:crypto';
import type { Json, RecordedEvent } from '../event-store.js';
import { event, events, freshStream, idsOf, numbers, readEverything, readStream } from './events.js';
import type { Stage } from './stage.js';

const nested = (depth: number): Json => (depth === 0 ? 'bottom' : depth % 2 === 0 ? [nested(depth - 1)] : { in: nested(depth - 1) });

const faithfully: readonly (readonly [string, unknown])[] = [
  ['text of all scripts', { name: 'Zoë Müller 患者 пациент مريض 👩🏽‍⚕️ \u2028\u2029\ufeff\u007f "\\/\b\f\n\r\t' }],
  ['keys of all scripts', { ключ: 1, 'ke y': 2, '': 3, 'a.b"c': 4, __proto__x: 5, constructor: 6 }],
  ['the order of keys', { zebra: 1, apple: { y: 1, x: 2 }, mango: [{ b: 1, a: 2 }] }],
  ['numbers at their limits', [0, 0.1, -0.5, 1e21, 1e-7, 5e-324, 1.7976931348623157e308, 9007199254740991, -9007199254740991, 123456.789]],
  ['nothings', [null, false, '', 0, [], {}, [[]], { a: null }]],
  ['depth', nested(90)],
  ['a bare number', 42],
  ['a bare text', 'text'],
  ['null', null],
];

export const describeReading = (stage: Stage): void => {
  describe('Reading a stream', () => {
    const stream = freshStream();
    const given = events(25);
    beforeAll(async () => {
      await stage.one.append(stream, 'no-stream', given.slice(0, 10));
      await stage.one.append(freshStream(), 'no-stream', events(5));
      await stage.two.append(stream, 9, given.slice(10));
    });
    const revisions = async (options: Parameters<typeof readStream>[2]) =>
      (await readStream(stage.two, stream, options)).map(({ revision }) => revision);

    it('gives its events in their order', async () => expect(idsOf(await readStream(stage.two, stream))).toEqual(idsOf(given)));

    it('backwards begins with the last', async () =>
      expect(await revisions({ direction: 'backwards' })).toEqual(numbers(0, 24).toReversed()));

    it('begins where it is told', async () => {
      expect(await revisions({ from: 20 })).toEqual([20, 21, 22, 23, 24]);
      expect(await revisions({ from: 3, direction: 'backwards' })).toEqual([3, 2, 1, 0]);
      expect(await revisions({ from: 25 })).toEqual([]);
      expect(await revisions({ from: 99, direction: 'backwards', limit: 2 })).toEqual([24, 23]);
    });

    it('ends at its limit', async () => {
      expect(await revisions({ limit: 3 })).toEqual([0, 1, 2]);
      expect(await revisions({ limit: 3, from: 5 })).toEqual([5, 6, 7]);
      expect(await revisions({ limit: 2, direction: 'backwards' })).toEqual([24, 23]);
      expect(await revisions({ limit: 100, from: 23 })).toEqual([23, 24]);
      expect(await revisions({ limit: 0 })).toEqual([]);
    });

    it('that does not exist gives nothing', async () => {
      expect(await readStream(stage.one, freshStream())).toEqual([]);
      expect(await readStream(stage.one, freshStream(), { direction: 'backwards', from: 3 })).toEqual([]);
    });

    it('ends when its signal says so', async () => {
      const leaving = AbortSignal.abort();
      expect(await readStream(stage.one, stream, { signal: leaving })).toEqual([]);
    });

    it('of 10,000 events gives each, forwards and backwards', async () => {
      const long = freshStream();
      for (const part of numbers(0, 9)) await stage.one.append(long, part === 0 ? 'no-stream' : part * 1_000 - 1, events(1_000));
      expect((await readStream(stage.two, long)).map(({ revision }) => revision)).toEqual(numbers(0, 9_999));
      const backwards = await readStream(stage.two, long, { direction: 'backwards' });
      expect(backwards.map(({ revision }) => revision)).toEqual(numbers(0, 9_999).toReversed());
      expect((await readStream(stage.two, long, { from: 4_321, limit: 2_345 })).map(({ revision }) => revision)).toEqual(
        numbers(4_321, 6_665),
      );
    });

    it('of large events gives them whole', async () => {
      const large = freshStream();
      const texts = ['x', 'ü', '患'].map((letter) => letter.repeat((1_048_576 - 1_000) / Buffer.byteLength(letter)));
      for (const [n, text] of texts.entries()) await stage.one.append(large, n === 0 ? 'no-stream' : n - 1, [event({ text })]);
      const recorded = await readStream(stage.two, large);
      expect(recorded.map(({ data }, n) => (data as { text: string }).text === texts[n])).toEqual([true, true, true]);
    });

    it.each([
      ['that pack well', () => 'x'.repeat(1_000_000)],
      ['that do not', () => randomBytes(500_000).toString('hex')],
    ])('of large events %s comes in parts of some mebibytes, whichever way it is read', async (_, text) => {
      const [large, after, leaving] = [freshStream(), await stage.one.head(), new AbortController()];
      for (const n of numbers(0, 11)) await stage.one.append(large, n === 0 ? 'no-stream' : n - 1, [event({ n, text: text() })]);
      const partsOf = async (batches: AsyncIterable<readonly RecordedEvent[]>) => {
        const parts: (readonly RecordedEvent[])[] = [];
        for await (const part of batches) parts.push(part);
        return parts.map((part) => part.map(({ data }) => (data as { n: number }).n));
      };
      const followed = async function* () {
        let count = 0;
        for await (const batch of stage.two.subscribe({ after, signal: leaving.signal })) {
          count += batch.events.length;
          if (count === 12) leaving.abort();
          yield batch.events;
        }
      };
      const [forwards, backwards, all, live] = [
        await partsOf(stage.two.read(large)),
        await partsOf(stage.two.read(large, { direction: 'backwards' })),
        await partsOf(stage.two.readAll({ after })),
        await partsOf(followed()),
      ];
      expect(backwards.flat()).toEqual(numbers(0, 11).toReversed());
      for (const parts of [forwards, all, live]) expect(parts.flat()).toEqual(numbers(0, 11));
      for (const part of [...forwards, ...backwards, ...all, ...live]) expect(part.length).toBeLessThanOrEqual(5);
    });

    it.each(faithfully)('gives %s as written', async (_, data) => {
      const kept = freshStream();
      await stage.one.append(kept, 'no-stream', [event(data)]);
      const [recorded] = await readStream(stage.two, kept);
      expect(JSON.stringify(recorded?.data)).toBe(JSON.stringify(data));
    });
  });

  describe('Reading everything', () => {
    it('gives the events of all streams in the order of their positions, each stream in its own', async () => {
      const before = await stage.one.head();
      const streams = Array.from({ length: 40 }, () => freshStream());
      await Promise.all(
        streams.map(async (stream, n) => {
          for (const round of numbers(0, 4))
            await stage.either(n + round).append(stream, round === 0 ? 'no-stream' : round * 2 - 1, events(2));
        }),
      );
      const recorded = await readEverything(stage.one, { after: before });
      expect(recorded).toHaveLength(400);
      const positions = recorded.map(({ position }) => position);
      expect(positions).toEqual([...new Set(positions)].toSorted((a, b) => a - b));
      if (stage.capabilities.densePositions) expect(positions).toEqual(numbers(before + 1, before + 400));
      for (const stream of streams)
        expect(recorded.filter((each) => each.stream === stream).map(({ revision }) => revision)).toEqual(numbers(0, 9));
    });

    it('begins behind a position and ends at its limit', async () => {
      const before = await stage.one.head();
      const given = events(900);
      await stage.one.append(freshStream(), 'no-stream', given);
      const all = await readEverything(stage.two, { after: before });
      expect(idsOf(all)).toEqual(idsOf(given));
      expect(idsOf(await readEverything(stage.two, { after: all[99]?.position ?? 0, limit: 700 }))).toEqual(idsOf(given.slice(100, 800)));
      expect(await readEverything(stage.two, { after: await stage.one.head() })).toEqual([]);
    });

    it('is the same for everybody, from the beginning', async () => {
      const [one, two] = await Promise.all([readEverything(stage.one), readEverything(stage.two)]);
      expect(one.length).toBeGreaterThan(1_000);
      expect(one.map(({ position, id }) => `${position} ${id}`)).toEqual(two.map(({ position, id }) => `${position} ${id}`));
    });
  });
};
