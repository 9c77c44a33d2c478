import { series } from '../series.decider.js';
import { booked, member, requested, tuesdays } from '../series.examples.js';
import type { KnownSeries } from '../series.state.js';
import { changePlan, type Actual, type WantedChange } from './change-plan.js';

const standing = [requested, booked].reduce(series.evolve, series.initial) as KnownSeries;
const [first, second, third] = tuesdays as [(typeof tuesdays)[0], (typeof tuesdays)[0], (typeof tuesdays)[0]];
const asPlanned: Actual = { status: 'booked', from: '', revision: 7 };
const ids = tuesdays.map(({ appointmentId }) => appointmentId);

const plan = (asked: Partial<WantedChange>, become: Readonly<Record<string, Partial<Actual>>> = {}, now = '2026-11-24T12:00:00Z') =>
  changePlan(
    standing,
    { scope: 'all', instead: [], keep: [], alsoMoved: false, cancel: false, ...asked },
    {
      actual: new Map(tuesdays.map(({ appointmentId, start }) => [appointmentId, { ...asPlanned, from: start, ...become[appointmentId] }])),
      now,
      dates: { today: now.slice(0, 10), last: '2028-11-24' },
      idOf: (date) => `id of ${date}`,
    },
  );
const starts = (planned: ReturnType<typeof plan>) => ('move' in planned ? planned.move.map(({ start }) => start) : planned);
const moved = (asked: Partial<WantedChange>, ...rest: [Readonly<Record<string, Partial<Actual>>>?, string?]) =>
  starts(plan(asked, ...rest));
const cancelled = (asked: Partial<WantedChange>, ...rest: [Readonly<Record<string, Partial<Actual>>>?, string?]) => {
  const planned = plan({ ...asked, cancel: true }, ...rest);
  return 'cancel' in planned ? planned.cancel.map(({ appointmentId }) => ids.indexOf(appointmentId) + 1) : planned;
};

describe('A change of the time', () => {
  it('moves this visit, this and those that follow, or all', () => {
    const at11 = ['2026-12-01T11:00:00Z', '2026-12-08T11:00:00Z', '2026-12-15T11:00:00Z'];
    expect(moved({ startTime: '11:00' })).toEqual(at11);
    expect(moved({ startTime: '11:00', scope: 'this', appointmentId: second.appointmentId })).toEqual(at11.slice(1, 2));
    expect(moved({ startTime: '11:00', scope: 'this-and-following', appointmentId: second.appointmentId })).toEqual(at11.slice(1));
  });
  it('is how the series goes on, unless it is for one visit', () => {
    expect(plan({ startTime: '11:00' })).toMatchObject({ pattern: { startTime: '11:00', rule: 'FREQ=WEEKLY;COUNT=3' } });
    expect(plan({ startTime: '11:00', scope: 'this', appointmentId: first.appointmentId })).not.toHaveProperty('pattern');
  });
  it('says with which state of its day it was decided', () =>
    expect(plan({ startTime: '11:00' })).toMatchObject({ move: [{ seen: 7 }, {}, {}] }));
  it('leaves what has begun, and what is over', () => {
    const become = { [first.appointmentId]: { status: 'arrived' }, [second.appointmentId]: { status: 'noshow' } };
    expect(moved({ startTime: '11:00' }, become)).toEqual(['2026-12-15T11:00:00Z']);
    expect(moved({ startTime: '11:00' }, {}, '2026-12-08T09:00:00Z')).toEqual(['2026-12-15T11:00:00Z']);
  });
  it('leaves what somebody has moved or cancelled by itself, the moved on request only', () => {
    const become = { [first.appointmentId]: { from: '2026-12-02T15:00:00Z' }, [second.appointmentId]: { status: 'cancelled' } };
    expect(moved({ startTime: '11:00' }, become)).toEqual(['2026-12-15T11:00:00Z']);
    expect(moved({ startTime: '11:00', alsoMoved: true }, become)).toEqual(['2026-12-01T11:00:00Z', '2026-12-15T11:00:00Z']);
  });
  it('moves the one that is meant, although it was moved before', () =>
    expect(
      moved(
        { startTime: '11:00', scope: 'this', appointmentId: first.appointmentId },
        { [first.appointmentId]: { from: '2026-12-02T15:00:00Z' } },
      ),
    ).toEqual(['2026-12-01T11:00:00Z']));
  it('leaves the visits that are to be kept, and takes another time for a date', () =>
    expect(
      moved({ startTime: '11:00', keep: [first.appointmentId], instead: [{ date: '2026-12-15', start: '2026-12-16T08:00' }] }),
    ).toEqual(['2026-12-08T11:00:00Z', '2026-12-16T08:00:00Z']));
  it('is none when all are there already', () => expect(plan({ startTime: '09:00' })).toEqual([{ code: 'nothing-to-change' }]));
  it('is refused for one visit that has begun', () =>
    expect(
      plan({ startTime: '11:00', scope: 'this', appointmentId: first.appointmentId }, { [first.appointmentId]: { status: 'fulfilled' } }),
    ).toEqual([{ code: 'visit-not-to-change', appointmentId: first.appointmentId, status: 'fulfilled', from: first.start }]));
  it('names visits that are none of the series, and dates of no visit that is changed', () => {
    const stranger = member(9, '2026-12-01').appointmentId;
    expect(plan({ startTime: '11:00', scope: 'this', appointmentId: stranger, keep: [stranger] })).toEqual([
      { code: 'visit-of-no-series', field: 'appointmentId', appointmentId: stranger },
      { code: 'visit-of-no-series', field: 'keep', appointmentId: stranger },
    ]);
    expect(plan({ instead: [{ date: '2026-12-02', start: '2026-12-02T08:00' }] })).toEqual([
      { code: 'exception-of-no-occurrence', field: 'instead', date: '2026-12-02' },
    ]);
  });
});

describe('A change of the practitioner', () => {
  it('leaves the time', () => {
    const planned = plan({ with: ['dr-ng'] });
    expect(planned).toMatchObject({ move: tuesdays.map((visit) => ({ ...visit, with: ['dr-ng'] })) });
    expect(planned).not.toHaveProperty('pattern');
  });
});

describe('A change of the weekday', () => {
  it('lays the visits onto the dates of the new rule, in their order', () =>
    expect(plan({ rule: 'FREQ=WEEKLY;BYDAY=TH' })).toMatchObject({
      move: [
        { appointmentId: first.appointmentId, date: '2026-12-03', start: '2026-12-03T09:00:00Z' },
        { appointmentId: second.appointmentId, date: '2026-12-10' },
        { appointmentId: third.appointmentId, date: '2026-12-17' },
      ],
      book: [],
      cancel: [],
      pattern: { rule: 'FREQ=WEEKLY;BYDAY=TH;COUNT=3', startDate: '2026-12-01', startTime: '09:00' },
    }));
  it('begins with the visit that is meant', () =>
    expect(
      moved({ rule: 'FREQ=WEEKLY;BYDAY=TH', scope: 'this-and-following', appointmentId: third.appointmentId, startTime: '10:00' }),
    ).toEqual(['2026-12-17T10:00:00Z']));
  it('books what the rule has more, and leaves what is there already', () =>
    expect(plan({ rule: 'FREQ=WEEKLY;BYDAY=TU;COUNT=4' })).toMatchObject({
      move: [],
      book: [{ appointmentId: 'id of 2026-12-22', date: '2026-12-22', start: '2026-12-22T09:00:00Z' }],
    }));
  it('cancels what the rule has less, for a reason', () => {
    expect(plan({ rule: 'freq=weekly;byday=tu;count=1' })).toEqual([{ code: 'reason-missing', visits: 2 }]);
    expect(plan({ rule: 'FREQ=WEEKLY;BYDAY=TU;COUNT=1' })).toEqual([{ code: 'reason-missing', visits: 2 }]);
    expect(plan({ rule: 'FREQ=WEEKLY;BYDAY=TU;COUNT=1', reason: 'prov' })).toMatchObject({
      cancel: [{ appointmentId: second.appointmentId }, { appointmentId: third.appointmentId }],
    });
  });
  it('needs a rule', () => expect(plan({ rule: 'FREQ=OFTEN' })).toMatchObject([{ code: 'recurrence-invalid', part: 'FREQ' }]));
});

describe('A cancellation', () => {
  it('is of this visit, this and those that follow, or all', () => {
    expect(cancelled({})).toEqual([1, 2, 3]);
    expect(cancelled({ scope: 'this', appointmentId: second.appointmentId })).toEqual([2]);
    expect(cancelled({ scope: 'this-and-following', appointmentId: second.appointmentId })).toEqual([2, 3]);
  });
  it('leaves what has begun', () => expect(cancelled({}, { [first.appointmentId]: { status: 'checked-in' } })).toEqual([2, 3]));
});
