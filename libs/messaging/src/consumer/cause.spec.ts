import { message } from '../testing/message.js';
import { causeOf } from './cause.js';

const now = '2026-12-01T09:00:00Z';
const original = message({ position: 7, index: 0, data: { id: 'a' }, traceparent: '00-1-2-01' });

describe('An event as the cause of a command', () => {
  it('is the same command at every delivery, whenever that is', () =>
    expect(causeOf(original, 'billing', '2026-12-02T09:00:00Z').commandId).toBe(causeOf(original, 'billing', now).commandId));

  it.each([
    ['another place', { position: 8 }],
    ['another event from the same place', { index: 1 }],
    ['another source', { source: '/liaison/other' }],
    ['a store that was restored', { incarnation: 'other' }],
  ])('is another command from %s', (_, change) =>
    expect(causeOf({ ...original, ...change }, 'billing', now).commandId).not.toBe(causeOf(original, 'billing', now).commandId),
  );

  it('is another command to another group', () =>
    expect(causeOf(original, 'outreach', now).commandId).not.toBe(causeOf(original, 'billing', now).commandId));

  it('is asked by the group, now, and carries the trace on', () =>
    expect(causeOf(original, 'billing', now)).toMatchObject({
      ...{ by: 'billing', at: now, causationId: original.id, traceparent: '00-1-2-01' },
      fingerprint: expect.stringMatching(/^[0-9a-f]{64}$/),
    }));
});
