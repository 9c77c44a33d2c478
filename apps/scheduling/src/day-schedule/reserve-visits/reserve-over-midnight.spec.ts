import { given } from '@liaison/testing';
import { clock, of } from '../appointment.examples.js';
import { continued, endedBeside, goingOn, night, reservedBeside, wantedOver } from '../continuation.examples.js';
import { daySchedule } from '../day-schedule.decider.js';
import { at, book, booked, closed, date, phase, there, use } from '../day-schedule.examples.js';
import type { DayScheduleEvent } from '../day-schedule.events.js';
import { usesOfDay } from '../day-schedule.state.js';
import { commitmentId, ended, reserve, wanted } from '../reservation.examples.js';
import type { ReserveVisits, WantedContinuing, WantedReceding } from './reserve-visits.js';

const beside = (continuing: readonly WantedContinuing[], receding: readonly WantedReceding[] = []): ReserveVisits => ({
  type: 'ReserveVisits',
  data: { ...reserve([]).data, continuing, receding },
});
const confirm = { type: 'ConfirmReservation', data: { commitmentId, now: clock('07:01') } } as const;
const release = { type: 'ReleaseReservation', data: { commitmentId, siteId: 'north', date, now: clock('07:01') } } as const;
const taken = (...events: readonly DayScheduleEvent[]) => usesOfDay(events.reduce(daySchedule.evolve, daySchedule.initial), 'or-3');

describe('Reserving what a visit of the evening before takes after midnight', () => {
  const future = '2026-11-30T12:00:00Z';
  const ask = (continuing = [wantedOver()]): ReserveVisits => {
    const { type, data } = beside(continuing);
    return { type, data: { ...data, now: future } };
  };

  it('judges and takes only what is of this date', () => {
    const reserved = reservedBeside({ continuing: goingOn });
    given(daySchedule, night)
      .when(ask())
      .then({ ...reserved, data: { ...reserved.data, at: future } });
    expect(taken(night, reserved)).toEqual([use('or-3', '00:00', '02:00')]);
  });
  it('is refused with everything that is in its way after midnight', () =>
    given(daySchedule, night, booked('other', 'bob', [use('or-3', '01:00', '02:00')]), closed('leak', '00:30', '00:45'))
      .when(ask())
      .thenRefused(
        { code: 'closed', closureId: 'leak', ...at('00:30', '00:45'), part: 0 },
        { code: 'capacity-exceeded', use: use('or-3', '00:00', '02:00'), capacity: 1, takenBy: ['other'], part: 0 },
      ));
  it('is refused when its resource leaves earlier, or its patient is elsewhere', () =>
    given(
      daySchedule,
      ...[there('or-3', 1, [at('00:00', '01:30')]), there('or-5', 1, [at('00:00', '06:00')])],
      booked('other', 'ann', [use('or-5', '01:45', '03:00')]),
    )
      .when(ask())
      .thenRefused(
        { code: 'patient-elsewhere', appointmentId: 'other', ...at('01:45', '03:00'), part: 0 },
        { code: 'resource-not-there', use: use('or-3', '00:00', '02:00'), there: [at('00:00', '01:30')], part: 0 },
      ));
  it('keeps it from others', () =>
    given(daySchedule, night, reservedBeside({ continuing: goingOn }))
      .when(book('second', 'bob', [phase(['or-3'], '01:00', '02:00')]))
      .thenRefused({ code: 'capacity-exceeded', use: use('or-3', '01:00', '02:00'), capacity: 1, takenBy: ['first'] }));
  it('is done when it is confirmed, and gone when it is released', () => {
    const reserved = reservedBeside({ continuing: goingOn });
    given(daySchedule, night, reserved).when(confirm).then(continued(), ended('confirmed'));
    given(daySchedule, night, reserved).when(release).then(ended('released'));
    expect(taken(night, reserved, ended('released'))).toEqual([]);
    expect(taken(night, reserved, continued(), ended('confirmed'))).toEqual([use('or-3', '00:00', '02:00')]);
  });
});

describe('Reserving what a visit takes before midnight', () => {
  const dawn = '2026-12-02T01:00:00Z';
  const beyond = { date: '2026-12-02', commitmentId };
  const room = { ...use('or-3', '22:00', '23:00'), to: dawn };
  const evening = there('or-3', 1, [{ from: clock('20:00'), to: '2026-12-02T00:00:00Z' }]);
  const coming = { ...of(), zone: 'Europe/London', from: room.from, to: dawn, uses: [room], beyond };
  const late = wanted('first', 'ann', ['22:00', '23:00'], {
    to: dawn,
    beyond,
    phases: [{ ...phase(['or-3'], '22:00', '23:00'), to: dawn }],
  });

  it('leaves the rest to the day beside, and says which one that is', () => {
    const reserved = reservedBeside({ coming: [coming] });
    given(daySchedule, evening)
      .when(reserve([late]))
      .then(reserved);
    expect(taken(evening, reserved)).toEqual([{ ...room, to: '2026-12-02T00:00:00Z' }]);
    given(daySchedule, evening, reserved)
      .when(confirm)
      .then(booked('first', 'ann', [room], { beyond, to: dawn, at: clock('07:01') }), ended('confirmed'));
  });
  it('is refused with what is in its way before midnight', () =>
    given(daySchedule, evening, booked('other', 'bob', [use('or-3', '21:00', '22:30')]))
      .when(reserve([late]))
      .thenRefused({
        ...{ code: 'capacity-exceeded', use: { ...room, to: '2026-12-02T00:00:00Z' }, capacity: 1, takenBy: ['other'], part: 0 },
      }));
});

describe('Taking back what a visit takes after midnight', () => {
  const recede = beside([], [{ part: 0, appointmentId: 'first', commitmentId: 'earlier' }]);
  const receding = reservedBeside({ receding: [{ appointmentId: 'first', commitmentId: 'earlier' }] });
  const past = [night, continued({ commitmentId: 'earlier', at: clock('06:00') })];

  it('keeps it until that is confirmed, and frees it then', () => {
    given(daySchedule, ...past)
      .when(recede)
      .then(receding);
    given(daySchedule, ...past, receding)
      .when(confirm)
      .then(endedBeside({ commitmentId: 'earlier' }), ended('confirmed'));
    expect(taken(...past, receding)).toEqual([use('or-3', '00:00', '02:00')]);
    expect(taken(...past, receding, endedBeside({ commitmentId: 'earlier' }), ended('confirmed'))).toEqual([]);
  });
  it('keeps it for good when that is released', () =>
    expect(taken(...past, receding, ended('released'))).toEqual([use('or-3', '00:00', '02:00')]));
  it('waits for the commitment that has put it here', () =>
    given(daySchedule, night, reservedBeside({ continuing: goingOn }, 'earlier'))
      .when(recede)
      .thenRefused({ code: 'commitment-pending', appointmentId: 'first', commitmentId: 'earlier', part: 0 }));
  it('does nothing to what another one has put here since', () =>
    given(daySchedule, night, continued({ commitmentId: 'another' }), receding)
      .when(confirm)
      .then(ended('confirmed')));
});
