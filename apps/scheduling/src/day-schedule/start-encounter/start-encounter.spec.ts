import { given } from '@liaison/testing';
import { arrived, checkedIn, clock, encounterId, finished, fulfilled, of, planned } from '../appointment.examples.js';
import { daySchedule } from '../day-schedule.decider.js';
import { booked, cancelled, use } from '../day-schedule.examples.js';
import type { StartEncounter } from './start-encounter.js';

const start = (changes: Partial<StartEncounter['data']> = {}): StartEncounter => ({
  type: 'StartEncounter',
  data: { appointmentId: 'first', now: clock('09:00'), encounterId, ...changes },
});

describe('The start of a visit', () => {
  it('fulfils its appointment and begins the encounter', () =>
    given(daySchedule, ...planned, arrived('08:50'), checkedIn('08:55'))
      .when(start())
      .then(fulfilled('09:00')));
  it('is recorded also when nothing was noted before it', () =>
    given(daySchedule, ...planned)
      .when(start())
      .then(fulfilled('09:00')));
  it('begins one encounter, whatever id a second attempt brings', () =>
    given(daySchedule, ...planned, fulfilled('09:00'))
      .when(start({ encounterId: '00000000-0000-7000-8004-000000000002' }))
      .thenNothing());
  it.each([
    ['cancelled', cancelled('first', 'ann')],
    ['fulfilled', finished('09:00', '10:00')],
  ] as const)('is refused when the appointment is %s and over', (status, event) =>
    given(daySchedule, ...planned, ...(status === 'fulfilled' ? [fulfilled('09:00')] : []), event)
      .when(start({ now: clock('11:00') }))
      .thenRefused(...[{ code: 'step-not-allowed', appointmentId: 'first', step: 'start', status } as const]),
  );
  it('shows whom a late beginning keeps waiting: the next visit, and a resource that leaves before the end', () => {
    const next = booked('second', 'bob', [use('or-3', '10:00', '11:00')]);
    const begun = (time: string, clashes: readonly object[]) => ({
      type: 'AppointmentFulfilled' as const,
      data: { ...of(), encounterId, at: clock(time), happenedAt: clock(time), clashes: [...clashes] },
    });
    given(daySchedule, ...planned, next)
      .when(start({ now: clock('09:20') }))
      .then(begun('09:20', [{ appointmentId: 'second', resourceId: 'or-3' }]));
    given(daySchedule, ...planned)
      .when(start({ now: clock('15:30') }))
      .then(begun('15:30', [{ resourceId: 'or-3' }]));
  });
});
