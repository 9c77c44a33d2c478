import { randomUUID } from 'node:crypto';
import { accepted, type Decider } from '@liaison/kernel';
import { z } from 'zod';
import { CommandHandler } from '../command-handler.js';
import { PositionInFuture } from '../errors.js';
import type { AppendOptions, ExpectedRevision, NewEvent } from '../event-store.js';
import { event, events, freshStream, readEverything, readStream } from './events.js';
import { refusedAmidNeighbours } from './neighbours.js';
import type { Stage } from './stage.js';

const circle: Record<string, unknown> = {};
circle['in'] = circle;

const notJson: readonly (readonly [string, unknown, string])[] = [
  ['nothing at all', undefined, 'events[0].data'],
  ['a function', { f: () => 1 }, 'events[0].data.f'],
  ['a symbol', { s: Symbol('s') }, 'events[0].data.s'],
  ['a bigint', { n: 1n }, 'events[0].data.n'],
  ['no number', { n: [1, NaN] }, 'events[0].data.n[1]'],
  ['an infinite number', { n: -Infinity }, 'events[0].data.n'],
  ['a date', { at: new Date(0) }, 'events[0].data.at'],
  ['a map', new Map(), 'events[0].data'],
  ['a hole in a list', { list: [1, undefined] }, 'events[0].data.list[1]'],
  ['a circle', circle, `events[0].data${'.in'.repeat(101)}`],
];

type Malformed = readonly [what: string, events: readonly NewEvent[], fault: object];
const same = event();
const malformed: readonly Malformed[] = [
  ['no events', [], { code: 'invalid-append', path: 'events' }],
  ['1,001 events', events(1_001), { code: 'invalid-append', path: 'events' }],
  ['one id twice', [same, same], { code: 'invalid-append', path: 'events' }],
  ['an id that is no UUID', [event(), { ...event(), id: '42' }], { code: 'invalid-append', path: 'events[1].id' }],
  ['a type without a name', [event({}, '')], { code: 'invalid-append', path: 'events[0].type' }],
  ['a type that is a sentence', [event({}, 'It was told')], { code: 'invalid-append', path: 'events[0].type' }],
  [
    'an event of more than 1 MiB',
    [event(), event({ text: 'x'.repeat(1_048_576) })],
    { code: 'event-too-large', path: 'events[1]', limit: 1_048_576 },
  ],
];

const nonsense: readonly ExpectedRevision[] = [-1, -2, 1.5, NaN, Infinity, 2 ** 53, 'never' as 'any'];
const badCommands: readonly (readonly [string, Required<AppendOptions>['command'], string])[] = [
  ['an id that is no UUID', { id: 'once', fingerprint: 'same' }, 'command.id'],
  ['a NUL in its fingerprint', { id: randomUUID(), fingerprint: 'a\u0000' }, 'command.fingerprint'],
];

export const describeBadInput = (stage: Stage): void => {
  describe('An event with', () => {
    it.each(notJson)('%s as its data is refused by its place, and hurts none that came with it', async (_, data, path) => {
      const stream = freshStream();
      const refused = await refusedAmidNeighbours(stage, () => stage.one.append(stream, 'any', [{ ...event(), data }]));
      expect(refused).toMatchObject({ code: 'invalid-append', stream, path });
    });
  });

  describe('An append', () => {
    it.each(malformed)('of %s is refused by its place, and hurts none that came with it', async (_, given, fault) => {
      const stream = freshStream();
      const refused = await refusedAmidNeighbours(stage, () => stage.one.append(stream, 'any', given));
      expect(refused).toMatchObject({ ...fault, stream });
      expect(await readStream(stage.two, stream)).toEqual([]);
    });

    it.each(nonsense)('that expects %s is refused, and hurts none that came with it', async (expected) => {
      const refused = await refusedAmidNeighbours(stage, () => stage.one.append(freshStream(), expected, events(1)));
      expect(refused).toMatchObject({ code: 'invalid-append', path: 'expected' });
    });

    it.each(badCommands)('of a command with %s is refused, and hurts none that came with it', async (_, command, path) => {
      const refused = await refusedAmidNeighbours(stage, () => stage.one.append(freshStream(), 'any', events(1), { command }));
      expect(refused).toMatchObject({ code: 'invalid-append', path });
    });
  });

  describe('A first answer', () => {
    it.each([
      ['id that is no UUID', { commandId: 'once', fingerprint: 'same' }, 'commandId'],
      ['fingerprint with a NUL', { commandId: randomUUID(), fingerprint: 'a\u0000' }, 'fingerprint'],
    ])('under an %s is refused', async (_, { commandId, fingerprint }, path) => {
      const settling = () => stage.one.settle({ commandId, fingerprint, answer: { accepted: false, refusals: [] } });
      expect(await refusedAmidNeighbours(stage, settling)).toMatchObject({ code: 'invalid-command', path });
    });
  });

  describe('A read', () => {
    it.each([-1, 0.5, NaN, 2 ** 53])('from or after %d, or as many, is refused by its option', async (value) => {
      const [from, limit, after] = [
        readStream(stage.one, freshStream(), { from: value }),
        readStream(stage.one, freshStream(), { limit: value }),
        readEverything(stage.one, { after: value }),
      ];
      await expect(from).rejects.toMatchObject({ code: 'invalid-read', option: 'from', value });
      await expect(limit).rejects.toMatchObject({ code: 'invalid-read', option: 'limit', value });
      await expect(after).rejects.toMatchObject({ code: 'invalid-read', option: 'after', value });
    });

    it('of everything behind a position that nobody has reached is refused, and says where the end is', async () => {
      await stage.one.append(freshStream(), 'no-stream', events(1));
      const head = await stage.one.head();
      const position = head + 1_000_000;
      const reading = readEverything(stage.two, { after: position });
      await expect(reading).rejects.toBeInstanceOf(PositionInFuture);
      await expect(reading).rejects.toMatchObject({ code: 'position-in-future', position, head });
      const subscribing = (async () => {
        for await (const batch of stage.two.subscribe({ after: position, signal: new AbortController().signal })) return batch;
        return undefined;
      })();
      await expect(subscribing).rejects.toMatchObject({ code: 'position-in-future', position, head });
    });
  });

  describe('A stream family', () => {
    it('refuses an event of a type that it does not know, by its place', async () => {
      const Known = z.object({ type: z.literal('Known'), data: z.object({}) });
      const decider: Decider<null, null, z.infer<typeof Known>, never> = {
        initial: null,
        evolve: () => null,
        decide: () => accepted({ type: 'Known', data: {} }),
      };
      const desk = new CommandHandler(stage.one, { context: 'suite', category: 'known', decider, events: Known });
      const id = randomUUID();
      await desk.handle(id, null, { commandId: randomUUID(), by: 'suite', at: '2026-12-01T09:00:00Z' });
      await stage.two.append(`suite.known-${id}`, 0, [event({}, 'Renamed')]);
      const fault = { code: 'unknown-event-type', stream: `suite.known-${id}`, revision: 1, type: 'Renamed' };
      await expect(desk.load(id)).rejects.toMatchObject(fault);
      const other = new CommandHandler(stage.two, { context: 'suite', category: 'known', decider, events: Known });
      const handling = other.handle(id, null, { commandId: randomUUID(), by: 'suite', at: '2026-12-01T09:00:00Z' });
      await expect(handling).rejects.toMatchObject(fault);
    });
  });
};
