import { AggregateCache, type Folded } from './aggregate-cache.js';
import { CommandsSeen } from './commands-seen.js';

const mebibyte = 1024 * 1024;
/** A hundred events of 600 bytes. */
const folded = <State>(state: State, count = 100): Folded<State> => ({
  ...{ state, revision: count - 1, position: count, incarnation: 'one', bytes: 600 * count, commands: new CommandsSeen() },
});
/** How many of a thousand streams are still there. */
const keptOf = <State>(state: () => State, maxBytes = 10 * mebibyte): number => {
  const cache = new AggregateCache<State>(maxBytes);
  const streams = Array.from({ length: 1_000 }, (_, n) => `hall.show-${n}`);
  for (const stream of streams) cache.put(stream, folded(state()));
  return streams.filter((stream) => cache.peek(stream)).length;
};

describe('The streams that are kept in memory', () => {
  it('are more where their states keep little of their events', () => {
    const all = 'x'.repeat(60_000);
    const [much, little] = [keptOf(() => ({ all })), keptOf(() => ({ taken: 3 }))];
    expect([much, little]).toEqual([57, 402]);
  });

  it('are not more than there is room for where a state cannot be written down', () => expect(keptOf(() => ({ taken: 3n }))).toBe(57));

  it('are fewer again when another state turns out to keep much', () => {
    const cache = new AggregateCache<{ readonly all: string }>(10 * mebibyte);
    const streams = Array.from({ length: 1_100 }, (_, n) => `hall.show-${n}`);
    streams.forEach((stream, n) => cache.put(stream, folded({ all: n === 0 ? '' : 'x'.repeat(60_000) })));
    for (const stream of streams) cache.put(stream, folded({ all: 'x'.repeat(60_000) }));
    expect(streams.filter((stream) => cache.peek(stream)).length).toBeLessThan(100);
  });

  it('never go back to an earlier revision of the same incarnation', () => {
    const cache = new AggregateCache<number>(mebibyte);
    cache.put('hall.show-1', folded(2, 20));
    cache.put('hall.show-1', folded(1, 10));
    expect(cache.get('hall.show-1')?.state).toBe(2);
  });
});
