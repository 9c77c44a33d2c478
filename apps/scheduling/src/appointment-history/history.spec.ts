import { arrived, clock, confirmed, held, moved, of, undone } from '../day-schedule/appointment.examples.js';
import type { DayScheduleEvent } from '../day-schedule/day-schedule.events.js';
import { booked, date, there, use } from '../day-schedule/day-schedule.examples.js';
import { movedAway, movedIn } from '../day-schedule/reservation.examples.js';
import { historyOf } from './history.js';

const recorded = (events: readonly DayScheduleEvent[]) =>
  events.map((event, revision) => ({
    ...{ ...event, id: '', metadata: { commandId: '', by: `person-${revision}` }, position: 10 + revision, revision },
    ...{ time: `${date}T07:00:00.000Z`, stream: 'scheduling.daySchedule-north/2026-12-01' },
  }));
const entry = (revision: number) => ({ revision, position: 10 + revision, by: `person-${revision}`, recordedAt: `${date}T07:00:00.000Z` });
const cancelled: DayScheduleEvent = {
  type: 'AppointmentCancelled',
  data: { ...of(), reason: 'pat-lt', onBehalfOf: 'Patient', at: clock('07:00') },
};

describe('The history of an appointment', () => {
  it('says of everything that was done who did it, when, for whom and why', () =>
    expect(
      historyOf(
        'first',
        recorded([
          there('or-3'),
          held('07:10'),
          booked('second', 'bob', [use('or-3', '11:00', '12:00')]),
          confirmed('07:00'),
          moved('13:00', '14:00', [use('or-5', '13:00', '14:00')]),
          arrived('12:50'),
          undone('arrive', 'booked', '13:00'),
          cancelled,
        ]),
      ),
    ).toEqual([
      {
        ...{ what: 'AppointmentHeld', ...entry(1), start: clock('09:00'), end: clock('10:00') },
        ...{ resourceIds: ['or-3'], expiresAt: clock('07:10') },
      },
      { what: 'AppointmentConfirmed', ...entry(3) },
      { what: 'AppointmentMoved', ...entry(4), start: clock('13:00'), end: clock('14:00'), resourceIds: ['or-5'] },
      { what: 'AppointmentArrived', ...entry(5), happenedAt: clock('12:50') },
      { what: 'AppointmentStepUndone', ...entry(6), step: 'arrive' },
      { what: 'AppointmentCancelled', ...entry(7), reason: 'pat-lt', onBehalfOf: 'Patient' },
    ]));
  it('says where it went, and where it came from', () =>
    expect(historyOf('first', recorded([movedAway(), movedIn('first', 'ann', [use('or-3', '11:00', '12:00')])]))).toEqual([
      { what: 'AppointmentMovedAway', ...entry(0), movedTo: { siteId: 'north', date: '2026-12-02' } },
      {
        ...{ what: 'AppointmentMovedIn', ...entry(1), movedFrom: { siteId: 'north', date: '2026-12-02' } },
        ...{ start: clock('11:00'), end: clock('12:00'), resourceIds: ['or-3'] },
      },
    ]));
  it('is empty for an appointment that the day does not know', () => expect(historyOf('third', recorded([there('or-3')]))).toEqual([]));
});
