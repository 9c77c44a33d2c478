import { given } from '@liaison/testing';
import { arrived, checkedIn, clock, confirmed, finished, fulfilled, inError, missed, planned, undone } from '../appointment.examples.js';
import { daySchedule } from '../day-schedule.decider.js';
import type { DayScheduleEvent, UndoableStep } from '../day-schedule.events.js';
import { booked, cancelled, use } from '../day-schedule.examples.js';
import { appointmentOf } from '../day-schedule.state.js';
import type { UndoStep } from './undo-step.js';

const undo = (step: UndoableStep): UndoStep => ({ type: 'UndoStep', data: { appointmentId: 'first', now: clock('11:00'), step } });
const visit = [arrived('08:50'), checkedIn('08:55'), fulfilled('09:00'), finished('09:00', '10:00')];
const lifeAfter = (...events: readonly DayScheduleEvent[]) => {
  const day = [...planned, ...events].reduce(daySchedule.evolve, daySchedule.initial);
  const { revision: _, ...life } = appointmentOf(day, 'first') ?? {};
  return life;
};

describe('A step that was recorded by mistake', () => {
  it.each([
    ['confirm', 'booked', [confirmed('07:00')]],
    ['arrive', 'booked', visit.slice(0, 1)],
    ['check-in', 'arrived', visit.slice(0, 2)],
    ['start', 'checked-in', visit.slice(0, 3)],
    ['finish', 'fulfilled', visit],
    ['no-show', 'booked', [missed('09:30')]],
  ] as const)('is undone: %s leads back to %s', (step, status, past) => {
    given(daySchedule, ...planned, ...past)
      .when(undo(step))
      .then(undone(step, status, '11:00'));
    expect(lifeAfter(...past, undone(step, status, '11:00'))).toEqual(lifeAfter(...past.slice(0, -1)));
  });
  it('is undone from the last one backwards', () => {
    given(daySchedule, ...planned, ...visit)
      .when(undo('arrive'))
      .thenRefused({ code: 'not-the-last-step', step: 'arrive', last: 'finish' });
    given(daySchedule, ...planned, ...visit, undone('finish', 'fulfilled', '11:00'))
      .when(undo('start'))
      .then(undone('start', 'checked-in', '11:00'));
  });
  it('must have been taken', () =>
    given(daySchedule, ...planned)
      .when(undo('arrive'))
      .thenRefused({ code: 'not-the-last-step', step: 'arrive', last: undefined }));
  it.each([
    ['cancelled', cancelled('first', 'ann')],
    ['entered-in-error', inError('08:00')],
  ] as const)('is not undone when the appointment is %s: others have acted on that', (status, event) =>
    given(daySchedule, ...planned, arrived('08:50'), event)
      .when(undo('arrive'))
      .thenRefused({ code: 'step-not-allowed', appointmentId: 'first', step: 'undo', status }),
  );
  it('is not undone when what a no-show had freed is taken by others now', () => {
    const second = booked('second', 'bob', [use('or-3', '09:30', '10:00')]);
    given(daySchedule, ...planned, missed('09:30'), second)
      .when(undo('no-show'))
      .thenRefused({ code: 'capacity-exceeded', use: use('or-3', '09:00', '10:00'), capacity: 1, takenBy: ['second'] });
  });
});
