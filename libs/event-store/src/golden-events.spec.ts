import { z } from 'zod';
import { goldenFaults, type GoldenEvent } from './golden-events.js';
import { upcasted, type Upcasters } from './upcasting.js';

const Weighed = z.object({ type: z.literal('Weighed'), data: z.strictObject({ grams: z.int() }) });
const Left = z.object({ type: z.literal('Left'), data: z.strictObject({}) });
const schemas = [z.discriminatedUnion('type', [Weighed, Left])];
const upcasters: Upcasters = { Weighed: [({ pounds }: { pounds: number }) => ({ grams: Math.round(pounds * 453.592_37) })] };
const left: GoldenEvent = { type: 'Left', version: 1, data: {} };
const pounds: GoldenEvent = { type: 'Weighed', version: 1, data: { pounds: 2 } };
const grams: GoldenEvent = { type: 'Weighed', version: 2, data: { grams: 907 } };

describe('Golden events', () => {
  it('of every version that are all understood are without fault', () =>
    expect(goldenFaults({ schemas, upcasters, golden: [left, pounds, grams] })).toEqual([]));

  it('are missed, of a new type as of a new version', () => {
    expect(goldenFaults({ schemas, upcasters, golden: [pounds, grams] })).toEqual(['Left v1: no golden event. Add one, as it is stored']);
    expect(goldenFaults({ schemas, upcasters, golden: [left, pounds] })).toEqual(['Weighed v2: no golden event. Add one, as it is stored']);
  });

  it('are not understood any more when a shape was changed without an upcaster', () =>
    expect(goldenFaults({ schemas, golden: [left, pounds] })).toEqual([expect.stringMatching(/^Weighed v1: data\.grams /)]));

  it('are not forgotten with their type', () =>
    expect(goldenFaults({ schemas: [Left], golden: [left, pounds] })).toEqual([
      'Weighed v1: was stored once, and no schema knows its type any more',
    ]));

  it('of a version that nobody knows are refused', () =>
    expect(goldenFaults({ schemas: [Left], golden: [left, { ...left, version: 2 }] })).toEqual([
      'Left v2: golden@0: Left has version 2, here versions up to 1 are known',
    ]));
});

describe('A store without upcasters', () => {
  it('is the store itself', () => {
    const store = {} as Parameters<typeof upcasted>[0];
    expect(upcasted(store, {})).toBe(store);
    expect(upcasted(store, { Weighed: [] })).toBe(store);
  });
});
