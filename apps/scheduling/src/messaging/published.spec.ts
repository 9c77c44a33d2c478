import { allContracts } from '@liaison/contracts';
import {
  arrived,
  checkedIn,
  confirmed,
  expired,
  finished,
  fulfilled,
  held,
  inError,
  missed,
  moved,
  of,
  undone,
} from '../day-schedule/appointment.examples.js';
import type { DayScheduleEvent } from '../day-schedule/day-schedule.events.js';
import { at, booked, cancelled, date, use } from '../day-schedule/day-schedule.examples.js';
import { ended, movedAway, movedIn, reserved } from '../day-schedule/reservation.examples.js';
import { published } from './published.js';

const [first, ann] = ['00000000-0000-7000-8001-000000000001', '00000000-0000-7000-8002-000000000001'];
const promisesOf = ({ type, data }: DayScheduleEvent) => {
  const promised = published({
    ...{ type, data: { ...data, ...('appointmentId' in data ? { appointmentId: first, patientId: ann } : {}) } },
    ...{ id: '', metadata: { commandId: '', by: '' }, position: 1, revision: 0, time: `${date}T00:00:00.000Z`, stream: '' },
  });
  return promised === 'unmapped' ? [] : promised;
};
const uses = [use('dr-li', '09:00', '10:00', { phase: 'surgeon' }), use('dr-li', '10:00', '10:15', { phase: 'notes' })];
const reminder: DayScheduleEvent = {
  type: 'ReminderFellDue',
  data: { ...of(), zone: 'Europe/London', ...at('09:00', '10:00'), at: `${date}T07:00:00Z` },
};

describe('What scheduling promises to others', () => {
  it.each<[string, DayScheduleEvent]>([
    ['appointment-booked', booked('first', 'ann', uses, { at: `${date}T07:00:00Z`, fromHold: true })],
    ['appointment-confirmed', confirmed('07:00')],
    ['appointment-moved', moved('11:00', '12:00', uses)],
    ['appointment-moved', movedIn('first', 'ann', uses)],
    ['appointment-arrived', arrived('08:50')],
    ['appointment-fulfilled', fulfilled('09:00')],
    ['encounter-finished', finished('09:00', '10:00')],
    ['appointment-no-show', missed('09:30')],
    ['appointment-cancelled', cancelled('first', 'ann')],
    ['appointment-cancelled', inError('08:00')],
    ['appointment-step-undone', undone('arrive', 'booked', '08:55')],
    ['appointment-reminder-due', reminder],
  ])('%s says what its contract says, in the order of the patient, and nothing else', (name, event) => {
    const [promise, ...more] = promisesOf(event);
    const contract = allContracts.find(({ type }) => type === promise?.type);
    expect([promise?.type, promise?.key, more]).toEqual([`org.liaison.scheduling.${name}.v1`, ann, []]);
    expect(contract?.data.parse(promise?.data)).toEqual(promise?.data);
  });
  it('names each resource of a visit once', () =>
    expect(promisesOf(booked('first', 'ann', uses))[0]?.data).toMatchObject({ resourceIds: ['dr-li'] }));
  it('names the day before, of a visit that comes from another one', () =>
    expect(promisesOf(movedIn('first', 'ann', uses))[0]?.data).toMatchObject({
      date,
      previously: { siteId: 'north', date: '2026-12-02' },
    }));
  it.each([movedAway(), reserved([]), ended('released'), held('07:10'), expired('07:10'), checkedIn('08:55')])(
    'keeps $type to itself',
    (event) => expect(promisesOf(event)).toEqual([]),
  );
});
