import type { RecordedEvent } from '@liaison/event-store';
import { keptPrivate, publishes } from './published.js';

type Private = { type: 'Opened'; data: { id: string } } | { type: 'Noted'; data: object } | { type: 'Merged'; data: { ids: string[] } };
const event = (type: string, data: unknown): RecordedEvent => ({
  ...{ id: 'e', type, data, metadata: { commandId: 'c', by: 'test' } },
  ...{ position: 1, stream: 'test.case-1', revision: 0, time: '2026-12-01T09:00:00.000Z' },
});
const told = (id: string) => ({ type: 'told.v1', topic: 'told.v1', key: id, data: { id } });
const published = publishes<Private>({
  Opened: ({ id }) => told(id),
  Noted: keptPrivate,
  Merged: ({ ids }) => ids.map(told),
});

describe('A private event', () => {
  it('is told to others as its contract says', () => expect(published(event('Opened', { id: 'a' }))).toEqual([told('a')]));
  it('may be told as several', () => expect(published(event('Merged', { ids: ['a', 'b'] }))).toEqual([told('a'), told('b')]));
  it('is nobody else’s business when that was decided', () => expect(published(event('Noted', {}))).toEqual([]));
  it('is unmapped while nobody has decided, even under the name of something every object has', () =>
    expect([published(event('Renamed', {})), published(event('toString', {}))]).toEqual(['unmapped', 'unmapped']));
});
