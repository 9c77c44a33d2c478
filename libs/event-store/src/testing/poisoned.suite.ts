import { InvalidStreamName } from '../errors.js';
import type { NewEvent } from '../event-store.js';
import { event, events, freshStream, idsOf, numbers, outcomes, readStream } from './events.js';
import { refusedAmidNeighbours } from './neighbours.js';
import type { Stage } from './stage.js';

const almostOneMebibyte = 1_048_576 - 1_000;
const full = process.env['LIAISON_SCALE'] === 'full';
const large = full ? 512 : 48;

type Poison = readonly [what: string, stream: string, events: readonly NewEvent[], fault: object];
const stream = freshStream();
const invalid = (path: string, reason: RegExp) => ({
  code: 'invalid-append',
  stream,
  path,
  reason: expect.stringMatching(reason) as string,
});
const poisons = (): readonly Poison[] => [
  ['a NUL in the name of the stream', 'suite.room-a\u0000b', events(1), { code: 'invalid-stream-name', stream: 'suite.room-a\u0000b' }],
  ['a NUL in the name of a type', stream, [event({}, 'To\u0000ld')], invalid('events[0].type', /name/)],
  ['a NUL in a text', stream, [event(), event({ deep: ['a\u0000b'] })], invalid('events[1].data.deep[0]', /U\+0000/)],
  ['a NUL in a key', stream, [event({ 'a\u0000b': 1 })], invalid('events[0].data', /U\+0000/)],
  ['half of a surrogate pair in a text', stream, [event({ name: 'a\ud83d' })], invalid('events[0].data.name', /surrogate/)],
  ['half of a surrogate pair in a key', stream, [event({ '\udc69': 1 })], invalid('events[0].data', /surrogate/)],
  [
    'half of a surrogate pair in the metadata',
    stream,
    [{ ...event(), metadata: { commandId: 'c', by: '\ud83d' } }],
    invalid('events[0].metadata.by', /surrogate/),
  ],
  [
    '512 events of 1 MiB',
    stream,
    Array<string>(512)
      .fill('x'.repeat(almostOneMebibyte))
      .map((text) => event({ text })),
    { code: 'event-too-large', stream, path: 'events', limit: 4_194_304 },
  ],
];

export const describePoisonedAppends = (stage: Stage): void => {
  describe('An append with', () => {
    it.each(poisons())('%s is refused and hurts none that came with it', async (_, name, poison, fault) =>
      expect(await refusedAmidNeighbours(stage, () => stage.one.append(name, 'any', poison))).toMatchObject(fault),
    );
  });

  describe(`${large} appends of 1 MiB at once`, () => {
    it('all go through, and small ones between them', async () => {
      const text = 'x'.repeat(almostOneMebibyte);
      const given = numbers(1, large * 2).map((n) => ({ stream: freshStream(), events: [event(n % 2 === 0 ? { text } : { n })] }));
      const { fulfilled, rejected } = await outcomes(
        given.map((each, n) => stage.either(n >> 1).append(each.stream, 'no-stream', each.events)),
      );
      expect(rejected).toEqual([]);
      expect(fulfilled).toHaveLength(large * 2);
      for (const each of given) expect(idsOf(await readStream(stage.two, each.stream))).toEqual(idsOf(each.events));
    }, 120_000);
  });

  describe('A name of a stream', () => {
    it.each([
      '',
      'suite',
      'suite.room',
      'suite.room-',
      'suite.-1',
      'Suite.room-1',
      'suite room-1',
      'suite.room-ü',
      `suite.room-${'x'.repeat(201)}`,
      'other.room-1',
    ])('like "%s" is refused by its name', async (name) => {
      const refused = stage.one.append(name, 'any', events(1));
      await expect(refused).rejects.toBeInstanceOf(InvalidStreamName);
      await expect(refused).rejects.toMatchObject({ code: 'invalid-stream-name', stream: name });
    });
  });
};
