import { given } from '@liaison/testing';
import { arrived, checkedIn, clock, missed, of, planned } from '../appointment.examples.js';
import { daySchedule } from '../day-schedule.decider.js';
import { booked, cancelled, date, use } from '../day-schedule.examples.js';
import type { RecordArrival } from './record-arrival.js';

const arrive = (changes: Partial<RecordArrival['data']> = {}): RecordArrival => ({
  type: 'RecordArrival',
  data: { appointmentId: 'first', now: clock('08:50'), ...changes },
});

describe('The arrival of a patient', () => {
  it('is recorded', () =>
    given(daySchedule, ...planned)
      .when(arrive())
      .then(arrived('08:50')));
  it('is recorded once', () =>
    given(daySchedule, ...planned, arrived('08:50'))
      .when(arrive())
      .thenNothing());
  it('is entered late with its true time', () =>
    given(daySchedule, ...planned)
      .when(arrive({ now: clock('11:00'), happenedAt: clock('08:50') }))
      .then({ type: 'AppointmentArrived', data: { ...of(), at: clock('11:00'), happenedAt: clock('08:50'), clashes: [] } }));
  it('cannot be in the future, nor the day before yesterday', () => {
    given(daySchedule, ...planned)
      .when(arrive({ happenedAt: clock('09:10') }))
      .thenRefused({ code: 'in-the-future', happenedAt: clock('09:10'), now: clock('08:50') });
    given(daySchedule, ...planned)
      .when(arrive({ happenedAt: '2026-11-29T09:00:00Z' }))
      .thenRefused({ code: 'long-before-the-visit', happenedAt: '2026-11-29T09:00:00Z', from: `${date}T09:00:00Z` });
  });
  it.each([
    ['cancelled', cancelled('first', 'ann')],
    ['checked-in', checkedIn('08:50')],
  ] as const)('is refused when the appointment is %s', (status, event) =>
    given(daySchedule, ...planned, event)
      .when(arrive())
      .thenRefused({ code: 'step-not-allowed', appointmentId: 'first', step: 'arrive', status }),
  );
  it('is recorded of a patient who was counted as a no-show, with what their visit collides with by now', () => {
    const second = booked('second', 'bob', [use('or-3', '09:30', '10:00')]);
    given(daySchedule, ...planned, missed('09:30'), second)
      .when(arrive({ now: clock('09:35') }))
      .then({
        type: 'AppointmentArrived',
        data: {
          ...of(),
          ...{ at: clock('09:35'), happenedAt: clock('09:35'), clashes: [{ appointmentId: 'second', resourceId: 'or-3' }] },
        },
      });
  });
  it('takes the resources again that the no-show had freed', () => {
    const day = [...planned, missed('09:30'), arrived('09:35')].reduce(daySchedule.evolve, daySchedule.initial);
    expect(day.taken.get('or-3')?.appointmentId).toBe('first');
    expect(day.ofPatient.get('ann')).toHaveLength(1);
  });
});
