import { given } from '@liaison/testing';
import { clock } from '../appointment.examples.js';
import { continued, endedBeside, home, night } from '../continuation.examples.js';
import { daySchedule } from '../day-schedule.decider.js';
import { book, booked, phase, use } from '../day-schedule.examples.js';
import type { DayScheduleEvent } from '../day-schedule.events.js';
import { usesOfDay } from '../day-schedule.state.js';
import { commitmentId } from '../reservation.examples.js';
import type { CarryContinuation } from './carry-continuation.js';

const carry = (stands: boolean, revision: number, by = commitmentId): CarryContinuation => ({
  type: 'CarryContinuation',
  data: { appointmentId: 'first', commitmentId: by, stands, revision, now: clock('07:05') },
});
const later = { at: clock('07:05') };
const past: readonly DayScheduleEvent[] = [night, continued()];
const ofOthers = book('second', 'bob', [phase(['or-3'], '01:00', '02:00')]);
const taken = (events: readonly DayScheduleEvent[]) => usesOfDay(events.reduce(daySchedule.evolve, daySchedule.initial), 'or-3');

describe('Carrying over midnight what has become of a visit', () => {
  it('keeps its time after midnight until then, from others and from its patient', () =>
    given(daySchedule, ...past)
      .when(book('second', 'ann', [phase(['or-3'], '01:00', '02:00')]))
      .thenRefused(
        { code: 'patient-elsewhere', appointmentId: 'first', from: `${home}T23:00:00Z`, to: clock('02:00') },
        { code: 'capacity-exceeded', use: use('or-3', '01:00', '02:00'), capacity: 1, takenBy: ['first'] },
      ));
  it('frees what it does not need any more', () => {
    const free = [...past, endedBeside({ revision: 4, ...later })];
    given(daySchedule, ...past)
      .when(carry(false, 4))
      .then(...free.slice(past.length));
    expect([taken(past), taken(free)]).toEqual([[use('or-3', '00:00', '02:00')], []]);
    given(daySchedule, ...free)
      .when(ofOthers)
      .then(booked('second', 'bob', [use('or-3', '01:00', '02:00')]));
  });
  it('takes it again for whoever came after all, also where others have planned meanwhile', () =>
    given(daySchedule, ...past, endedBeside({ revision: 4 }), booked('second', 'bob', [use('or-3', '01:00', '02:00')]))
      .when(carry(true, 5))
      .then(continued({ revision: 5, ...later })));
  it('takes no effect when it comes late, or twice', () => {
    const free = [...past, endedBeside({ revision: 4 })];
    for (const late of [carry(false, 4), carry(true, 3)])
      given(daySchedule, ...free)
        .when(late)
        .thenNothing();
    given(daySchedule, ...free, continued({ revision: 5 }))
      .when(carry(false, 4))
      .thenNothing();
  });
  it('is of the time that the visit had by the same commitment, not of another one since', () => {
    given(daySchedule, ...past, continued({ commitmentId: 'another' }))
      .when(carry(false, 4))
      .thenNothing();
    given(daySchedule, ...past, endedBeside())
      .when(carry(true, 4))
      .thenNothing();
  });
  it('is nothing to a day that knows nothing of the visit', () => given(daySchedule, night).when(carry(true, 4)).thenNothing());
});
