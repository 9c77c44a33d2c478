import { clock } from '../day-schedule/appointment.examples.js';
import { actualUse, overruns, type PlannedUse } from './actual-use.js';

const planned = (appointmentId: string, from: string, to: string, changes: Partial<PlannedUse> = {}): PlannedUse => ({
  ...{ wholeFrom: clock(from), wholeTo: clock(to) },
  ...{ appointmentId, resourceId: 'or-3', phase: 'theatre', load: 1, session: null, status: 'booked', startedAt: null, finishedAt: null },
  ...{ from: clock(from), to: clock(to), start: clock(from), end: clock(to) },
  ...changes,
});
const began = (time: string, finished?: string) =>
  ({ status: 'fulfilled', startedAt: clock(time), finishedAt: finished === undefined ? null : clock(finished) }) as const;
const time = (from: string, to: string) => ({ from: clock(from), to: clock(to) });
const one = () => 1;

describe('The true time of a use', () => {
  it('is not known before the encounter begins', () => expect(actualUse(planned('a', '09:00', '10:00'), clock('09:30'))).toBeUndefined());
  it('is that of its encounter once it is over', () =>
    expect(actualUse(planned('a', '09:00', '10:00', began('09:10', '10:25')), clock('11:00'))).toEqual(time('09:10', '10:25')));
  it('lasts its planned length while the encounter goes on, and to the present after that', () => {
    const late = planned('a', '09:00', '10:00', began('09:10'));
    expect(actualUse(late, clock('09:30'))).toEqual(time('09:10', '10:10'));
    expect(actualUse(late, clock('10:40'))).toEqual(time('09:10', '10:40'));
  });
  it('puts off what comes after the patient’s own time by the overrun', () =>
    expect(
      actualUse(planned('a', '10:00', '10:15', { start: clock('09:00'), end: clock('10:00'), ...began('09:10', '10:30') }), clock('11:00')),
    ).toEqual(time('10:30', '10:45')));
});

describe('The true time of a use that passes midnight', () => {
  const [evening, midnight, night, late] = ['2026-12-01T23:00:00Z', '2026-12-02T00:00:00Z', '2026-12-02T01:00:00Z', '2026-12-02T01:40:00Z'];
  const whole = { start: evening, end: night, wholeFrom: evening, wholeTo: night };
  const both = (startedAt: string, finishedAt: string) =>
    [
      { from: evening, to: midnight },
      { from: midnight, to: night },
    ].map((part) => planned('a', '00:00', '00:00', { ...part, ...whole, status: 'fulfilled', startedAt, finishedAt }));
  const shown = (uses: readonly PlannedUse[]) => uses.map((use) => actualUse(use, late));
  it('is cut at midnight, and its overrun is of the date on which it ends', () =>
    expect(shown(both(evening, late))).toEqual([
      { from: evening, to: midnight },
      { from: midnight, to: late },
    ]));
  it('is of one date where it was over before midnight, or began after it', () => {
    expect(shown(both(evening, '2026-12-01T23:50:00Z'))).toEqual([{ from: evening, to: '2026-12-01T23:50:00Z' }, undefined]);
    expect(shown(both('2026-12-02T00:10:00Z', late))).toEqual([undefined, { from: '2026-12-02T00:10:00Z', to: late }]);
  });
  it('clashes on the date beside, and takes nothing there that it did not use', () => {
    const next = planned('b', '00:00', '00:00', { from: night, to: late, wholeFrom: night, wholeTo: late, start: night, end: late });
    expect(overruns([...both(evening, late), next], one, late)).toEqual([{ appointmentId: 'a', resourceId: 'or-3', clashesWith: ['b'] }]);
    const early = planned('c', '00:00', '00:00', {
      from: midnight,
      to: night,
      wholeFrom: evening,
      wholeTo: night,
      start: evening,
      end: night,
    });
    expect(overruns([...both(evening, '2026-12-01T23:50:00Z'), { ...early, status: 'fulfilled', startedAt: evening }], one, late)).toEqual(
      [],
    );
  });
});

describe('An overrun', () => {
  const next = planned('b', '10:00', '11:00');
  it('clashes with the next visit of the resource', () =>
    expect(overruns([planned('a', '09:00', '10:00', began('09:10', '10:25')), next], one, clock('11:00'))).toEqual([
      { appointmentId: 'a', resourceId: 'or-3', clashesWith: ['b'] },
    ]));
  it('clashes with nobody where the next begins later too, is elsewhere or will not take place', () => {
    const over = planned('a', '09:00', '10:00', began('09:10', '10:25'));
    const others = [
      { ...next, ...began('10:25') },
      { ...next, resourceId: 'or-5' },
      { ...next, status: 'cancelled' as const },
    ];
    expect(others.map((other) => overruns([over, other], one, clock('10:30')))).toEqual([[], [], []]);
  });
  it('clashes with nobody where the resource can serve both', () =>
    expect(overruns([planned('a', '09:00', '10:00', began('09:10', '10:25')), next], () => 2, clock('11:00'))).toEqual([]));
  it('is none for a visit that keeps to its time, or that has not begun', () => {
    expect(overruns([planned('a', '09:00', '10:00', began('09:00', '10:00')), next], one, clock('11:00'))).toEqual([]);
    expect(overruns([planned('a', '09:00', '10:00'), next], one, clock('11:00'))).toEqual([]);
  });
  it('is seen while it happens', () =>
    expect(overruns([planned('a', '09:00', '10:00', began('09:00')), next], one, clock('10:05'))).toMatchObject([{ clashesWith: ['b'] }]));
});
