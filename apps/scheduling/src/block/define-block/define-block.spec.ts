import { given } from '@liaison/testing';
import { block } from '../block.decider.js';
import type { BlockEvent } from '../block.events.js';
import type { BlockFacts } from '../block.state.js';
import { heldOn } from '../held-time.js';
import type { DefineBlock } from './define-block.js';

const zone = 'America/New_York';
const facts: BlockFacts = {
  ...{ siteId: 'north', blockId: 'li-tuesdays', resourceId: 'or-3', holders: ['dr-li'] },
  ...{ rule: 'FREQ=WEEKLY;BYDAY=TU', startDate: '2026-11-01', startTime: '08:00', endTime: '12:00', releaseDays: 3 },
};
const define = (changes: Partial<BlockFacts> = {}, others: readonly BlockFacts[] = []): DefineBlock => ({
  ...{ type: 'DefineBlock', data: { ...facts, ...changes }, known: { today: '2026-11-24', zone, others } },
});
const defined = (changes: Partial<BlockFacts> = {}): BlockEvent => ({ type: 'BlockDefined', data: { ...facts, ...changes } });
const withdraw = { type: 'WithdrawBlock', data: { siteId: 'north', blockId: 'li-tuesdays' } } as const;
const withdrawn: BlockEvent = { type: 'BlockWithdrawn', data: withdraw.data };

describe('Defining a block', () => {
  it('records whose time it is, and when it is released', () => given(block).when(define()).then(defined()));
  it('changes nothing when the same is said again', () => given(block, defined()).when(define()).thenNothing());
  it('refuses a rule that is not RFC 5545, a time without a length, and a block of nobody', () =>
    given(block)
      .when(define({ rule: 'FREQ=WEEKLY;BYDAY=2TU', endTime: '08:00', holders: [] }))
      .thenRefused(
        { code: 'recurrence-invalid', part: 'BYDAY', rule: 'takes a number before a weekday only with FREQ=MONTHLY or YEARLY' },
        { code: 'block-without-length', startTime: '08:00', endTime: '08:00' },
        { code: 'block-of-nobody', blockId: 'li-tuesdays' },
      ));
  it('keeps no time for two', () => {
    const other: BlockFacts = { ...facts, blockId: 'urology', rule: 'FREQ=MONTHLY;BYDAY=1TU', startTime: '11:00', endTime: '14:00' };
    given(block)
      .when(define({}, [other]))
      .thenRefused({ code: 'blocks-overlap', date: '2026-12-01', blockId: 'urology' });
    given(block)
      .when(define({ exceptOn: ['2026-12-01'], rule: 'FREQ=DAILY;UNTIL=20261204' }, [other]))
      .then(defined({ exceptOn: ['2026-12-01'], rule: 'FREQ=DAILY;UNTIL=20261204' }));
  });
});

describe('Withdrawing a block', () => {
  it('is recorded once, and it can be defined again', () => {
    given(block, defined()).when(withdraw).then(withdrawn);
    given(block, defined(), withdrawn).when(withdraw).thenNothing();
    given(block, defined(), withdrawn).when(define()).then(defined());
    given(block).when(withdraw).thenRefused({ code: 'block-unknown', blockId: 'li-tuesdays' });
  });
});

describe('The time of a block', () => {
  it('is on the dates of its rule, but for its exceptions', () => {
    expect(heldOn(facts, '2026-12-01', zone)).toMatchObject({ from: '2026-12-01T13:00:00Z', to: '2026-12-01T17:00:00Z' });
    expect(heldOn(facts, '2026-12-02', zone)).toBeUndefined();
    expect(heldOn({ ...facts, exceptOn: ['2026-12-01'] }, '2026-12-01', zone)).toBeUndefined();
  });
  it('is released so many days before, at midnight of the site', () =>
    expect(heldOn(facts, '2026-12-01', zone)?.releasedAt).toBe('2026-11-28T05:00:00Z'));
  it('stands on the wall when the clocks change', () => {
    const daily = { ...facts, rule: 'FREQ=DAILY' };
    expect(heldOn(daily, '2027-03-14', zone)).toMatchObject({ from: '2027-03-14T12:00:00Z', to: '2027-03-14T16:00:00Z' });
    expect(heldOn({ ...daily, startTime: '02:15', endTime: '02:45' }, '2027-03-14', zone)).toBeUndefined();
  });
});
