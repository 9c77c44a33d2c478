import { given } from '@liaison/testing';
import { arrived, clock, encounterId, finished, fulfilled, of, planned } from '../appointment.examples.js';
import { daySchedule } from '../day-schedule.decider.js';
import type { DayScheduleEvent } from '../day-schedule.events.js';
import { booked, date, there, use } from '../day-schedule.examples.js';
import type { FinishEncounter } from './finish-encounter.js';

const finish = (changes: Partial<FinishEncounter['data']> = {}): FinishEncounter => ({
  type: 'FinishEncounter',
  data: { appointmentId: 'first', now: clock('10:00'), ...changes },
});

describe('The end of a visit', () => {
  it('finishes the encounter that its start began', () =>
    given(daySchedule, ...planned, fulfilled('09:00'))
      .when(finish())
      .then(finished('09:00', '10:00')));
  it('is recorded once', () =>
    given(daySchedule, ...planned, fulfilled('09:00'), finished('09:00', '10:00'))
      .when(finish({ now: clock('12:00') }))
      .thenNothing());
  it('needs a beginning', () =>
    given(daySchedule, ...planned, arrived('08:50'))
      .when(finish())
      .thenRefused({ code: 'step-not-allowed', appointmentId: 'first', step: 'finish', status: 'arrived' }));
  it('cannot have been before the beginning', () =>
    given(daySchedule, ...planned, fulfilled('09:00'))
      .when(finish({ happenedAt: clock('08:30') }))
      .thenRefused({ code: 'before-the-step-before', happenedAt: clock('08:30'), earliest: clock('09:00') }));
  it('shows what an overrun collides with, the cleaning after it included', () => {
    const visit = booked('first', 'ann', [use('or-3', '09:00', '10:00'), use('crew', '10:00', '10:15', { phase: 'cleaning' })]);
    const others = [booked('second', 'bob', [use('or-3', '10:15', '11:00')]), booked('third', 'cid', [use('crew', '10:30', '10:45')])];
    given(daySchedule, there('or-3'), there('crew'), visit, ...others, fulfilled('09:00'))
      .when(finish({ now: clock('10:20') }))
      .then({
        type: 'EncounterFinished',
        data: {
          ...of(),
          encounterId,
          ...{ startedAt: clock('09:00'), at: clock('10:20'), happenedAt: clock('10:20') },
          clashes: [
            { appointmentId: 'second', resourceId: 'or-3' },
            { appointmentId: 'third', resourceId: 'crew' },
          ],
        },
      });
  });
  it('shows what it collides with on the day beside, where it is known who is there', () => {
    const [from, night, to] = ['2026-12-01T23:00:00Z', '2026-12-02T00:10:00Z', '2026-12-02T01:00:00Z'];
    const allDay = [{ from: `${date}T00:00:00Z`, to: '2026-12-02T00:00:00Z' }];
    const evening = [there('or-3', 1, allDay), booked('first', 'ann', [use('or-3', '23:00', '23:45')])];
    const fulfilledThen = { ...of(), encounterId, at: from, happenedAt: from, clashes: [] };
    const next = booked('next', 'bob', [{ ...use('or-3', '00:00', '00:00'), from: '2026-12-02T00:00:00Z', to }], { date: '2026-12-02' });
    const finishedThen = (clashes: readonly object[]) => ({
      type: 'EncounterFinished' as const,
      data: { ...of(), encounterId, startedAt: from, at: night, happenedAt: night, clashes },
    });
    const ask = (...past: readonly DayScheduleEvent[]) =>
      given(daySchedule, ...evening, { type: 'AppointmentFulfilled', data: fulfilledThen }).when(
        finish({ now: night, beside: [{ date: '2026-12-02', day: past.reduce(daySchedule.evolve, daySchedule.initial) }] }),
      );
    ask().then(finishedThen([]));
    ask(next).then(finishedThen([{ appointmentId: 'next', resourceId: 'or-3' }]));
    ask(there('or-3')).then(finishedThen([{ resourceId: 'or-3' }]));
  });
});
