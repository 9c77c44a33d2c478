import { given } from '@liaison/testing';
import { clock, expired, held, of, released } from '../appointment.examples.js';
import { daySchedule } from '../day-schedule.decider.js';
import { at, book, booked, closed, phase, there, use } from '../day-schedule.examples.js';
import type { DayScheduleEvent } from '../day-schedule.events.js';
import { commitmentId } from '../reservation.examples.js';
import type { BookHeld } from './book-held.js';

const bookIt = (now = '07:05', by = 'desk'): BookHeld => ({ type: 'BookHeld', data: { appointmentId: 'first', now: clock(now), by } });
const past = [there('or-3'), held('07:10')];
const itself = (now = '07:05') => booked('first', 'ann', [use('or-3', '09:00', '10:00')], { at: clock(now), fromHold: true });

describe('Booking what is held', () => {
  it('takes what was held', () =>
    given(daySchedule, ...past)
      .when(bookIt())
      .then(itself()));
  it('is what a booking under the same id does too', () =>
    given(daySchedule, ...past)
      .when(book('first', 'ann', [phase(['or-3'], '09:00', '10:00')], { now: clock('07:05'), by: 'desk' }))
      .then(itself()));
  it('is done once', () =>
    given(daySchedule, ...past, itself())
      .when(bookIt('07:30'))
      .thenNothing());
  it('uses its resources once', () => {
    const day = [...past, itself()].reduce(daySchedule.evolve, daySchedule.initial);
    expect(day.taken.get('or-3')).toEqual({ use: use('or-3', '09:00', '10:00'), appointmentId: 'first', before: undefined });
    expect([day.ofPatient.get('ann')?.length, day.holds.size]).toEqual([1, 0]);
  });
  it('is for whoever took the hold, also under its id', () => {
    given(daySchedule, ...past)
      .when(bookIt('07:05', 'portal'))
      .thenRefused({ code: 'hold-not-yours', appointmentId: 'first' });
    given(daySchedule, ...past)
      .when(book('first', 'ann', [phase(['or-3'], '09:00', '10:00')], { now: clock('07:05'), by: 'portal' }))
      .thenRefused({ code: 'hold-not-yours', appointmentId: 'first' });
  });
  it('comes too late once it has expired, also for somebody whose clock is behind', () => {
    given(daySchedule, ...past)
      .when(bookIt('07:10'))
      .thenRefused({ code: 'hold-expired', appointmentId: 'first' });
    given(daySchedule, ...past, expired('07:10'), booked('second', 'bob', [use('or-3', '09:00', '10:00')]))
      .when(bookIt('07:05'))
      .thenRefused({ code: 'hold-expired', appointmentId: 'first' });
  });
  it('needs a hold that stands', () =>
    given(daySchedule, ...past, released('07:05'))
      .when(bookIt())
      .thenRefused({ code: 'step-not-allowed', appointmentId: 'first', step: 'book-held', status: 'cancelled' }));
  it('is refused when its room has been closed since', () =>
    given(daySchedule, ...past, closed('leak', '08:00', '12:00', { resourceId: 'or-3' }))
      .when(bookIt())
      .thenRefused({ code: 'closed', closureId: 'leak', resourceId: 'or-3', ...at('08:00', '12:00') }));
  it('is refused when what it takes of the day beside has been closed since', () => {
    const [dawn, midnight] = ['2026-12-02T02:00:00Z', '2026-12-02T00:00:00Z'];
    const overMidnight: DayScheduleEvent = {
      type: 'AppointmentHeld',
      data: {
        ...{ ...of(), zone: 'Europe/London', from: clock('23:00'), to: dawn, beyond: { date: '2026-12-02', commitmentId } },
        ...{ uses: [{ ...use('or-3', '23:00', '23:30'), to: dawn }], holder: 'desk', expiresAt: clock('07:10'), at: clock('07:00') },
      },
    };
    const here = given(daySchedule, there('or-3', 1, [{ from: clock('20:00'), to: midnight }]), overMidnight);
    const beside = (...past: readonly DayScheduleEvent[]) => [
      { date: '2026-12-02', day: past.reduce(daySchedule.evolve, daySchedule.initial) },
    ];
    const hours = there('or-3', 1, [{ from: midnight, to: '2026-12-02T06:00:00Z' }]);
    const closure = { closureId: 'leak', resourceId: 'or-3', from: midnight, to: dawn };
    const asked = bookIt();
    here
      .when({ ...asked, data: { ...asked.data, beside: beside(hours, { type: 'HoursClosed', data: closure }) } })
      .thenRefused({ code: 'closed', ...closure });
    here
      .when({ ...asked, data: { ...asked.data, beside: beside(hours) } })
      .then(expect.objectContaining({ type: 'AppointmentBooked' }) as DayScheduleEvent);
  });
});
