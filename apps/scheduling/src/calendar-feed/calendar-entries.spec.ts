import { clock } from '../day-schedule/appointment.examples.js';
import { calendarEntries, type FeedUse } from './calendar-entries.js';

const use = (from: string, to: string, changes: Partial<FeedUse> = {}): FeedUse => ({
  ...{ appointmentId: 'a', visitTypeId: 'hip', departmentId: 'surgery', siteId: 'north', session: null, status: 'booked' },
  ...{ from: clock(from), to: clock(to), sequence: 7, changedAt: clock('07:00') },
  ...changes,
});
const shortly = (uses: readonly FeedUse[]) =>
  calendarEntries(uses).map(({ uid, from, to, status, sequence }) => [uid, from.slice(11, 16), to.slice(11, 16), status, sequence]);

describe('The entries of a feed', () => {
  it('are one for each visit, whose phases follow each other', () =>
    expect(calendarEntries([use('09:00', '10:00'), use('10:00', '10:15'), use('11:00', '12:00', { appointmentId: 'b' })])).toEqual([
      {
        ...{ uid: 'a', visitTypeId: 'hip', departmentId: 'surgery', siteId: 'north', from: clock('09:00'), to: clock('10:15') },
        ...{ status: 'CONFIRMED', sequence: 7, changedAt: clock('07:00') },
      },
      expect.objectContaining({ uid: 'b', from: clock('11:00') }),
    ]));
  it('are one for a visit over midnight, whose uses are cut there', () => {
    const evening = use('23:00', '23:59', { to: '2026-12-02T00:00:00Z' });
    const night = use('00:00', '00:00', { from: '2026-12-02T00:00:00Z', to: '2026-12-02T02:00:00Z' });
    expect(calendarEntries([night, evening])).toMatchObject([{ uid: 'a', from: clock('23:00'), to: '2026-12-02T02:00:00Z' }]);
  });
  it('are several where the resource is free in between', () =>
    expect(shortly([use('09:00', '09:15'), use('10:00', '10:15')])).toEqual([
      ['a', '09:00', '09:15', 'CONFIRMED', 7],
      ['a-2', '10:00', '10:15', 'CONFIRMED', 7],
    ]));
  it('are one for all seats of a group session, with the latest change of any', () => {
    const seat = (appointmentId: string, changes: Partial<FeedUse> = {}) =>
      use('09:00', '10:00', { appointmentId, session: 'class@09:00#1', ...changes });
    expect(shortly([seat('a'), seat('b', { status: 'cancelled', sequence: 9 })])).toEqual([
      ['class@09:00#1', '09:00', '10:00', 'CONFIRMED', 9],
    ]);
    expect(shortly([seat('a', { status: 'cancelled' })])).toEqual([['class@09:00#1', '09:00', '10:00', 'CANCELLED', 7]]);
  });
  it.each([
    ['pending', 'TENTATIVE'],
    ['arrived', 'CONFIRMED'],
    ['fulfilled', 'CONFIRMED'],
    ['cancelled', 'CANCELLED'],
    ['noshow', 'CANCELLED'],
    ['entered-in-error', 'CANCELLED'],
  ] as const)('say of what is %s that it is %s', (status, said) =>
    expect(calendarEntries([use('09:00', '10:00', { status })])).toMatchObject([{ status: said }]),
  );
});
