import { given } from '@liaison/testing';
import { clock, planned } from '../appointment.examples.js';
import { daySchedule } from '../day-schedule.decider.js';
import { book, booked, date, phase, use } from '../day-schedule.examples.js';
import { usesOfDay } from '../day-schedule.state.js';
import { before, coming, commitmentId, ended, otherDay, reserved } from '../reservation.examples.js';

const release = { type: 'ReleaseReservation', data: { commitmentId, siteId: 'north', date, now: clock('07:01') } } as const;
const eleven = use('or-3', '11:00', '12:00');
const past = [...planned, reserved([coming('first', 'ann', [eleven], { previously: before })], [{ appointmentId: 'first', to: otherDay }])];

describe('Releasing what a commitment has reserved', () => {
  it('frees what was to come, and what was to leave stays as it was', () => {
    given(daySchedule, ...past)
      .when(release)
      .then(ended('released'));
    const day = [...past, ended('released')].reduce(daySchedule.evolve, daySchedule.initial);
    expect(usesOfDay(day, 'or-3')).toEqual([use('or-3', '09:00', '10:00')]);
    expect([day.ofPatient.get('ann')?.length, day.coming.size, day.leaving.size, day.reservations.size]).toEqual([1, 0, 0, 0]);
    given(daySchedule, ...past, ended('released'))
      .when(book('second', 'ann', [phase(['or-3'], '11:00', '12:00')]))
      .then(booked('second', 'ann', [eleven]));
  });
  it('is done once', () =>
    given(daySchedule, ...past, ended('released'))
      .when(release)
      .thenNothing());
  it('is remembered where nothing had been reserved', () =>
    given(daySchedule, ...planned)
      .when(release)
      .then(ended('released')));
  it('does nothing to what was confirmed', () =>
    given(daySchedule, ...planned, ended('confirmed'))
      .when(release)
      .thenNothing());
});
