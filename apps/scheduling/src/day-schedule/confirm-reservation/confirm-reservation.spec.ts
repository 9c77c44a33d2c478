import { given } from '@liaison/testing';
import { clock, confirmed, moved, of, planned } from '../appointment.examples.js';
import { daySchedule } from '../day-schedule.decider.js';
import { booked, closed, there, use } from '../day-schedule.examples.js';
import { appointmentOf, usesOfDay } from '../day-schedule.state.js';
import { before, coming, commitmentId, ended, movedAway, movedIn, otherDay, reserved } from '../reservation.examples.js';

const confirm = { type: 'ConfirmReservation', data: { commitmentId, now: clock('07:01') } } as const;
const nine = use('or-3', '09:00', '10:00');
const eleven = use('or-3', '11:00', '12:00');
const leaves = { appointmentId: 'first', to: otherDay };

describe('Confirming what a commitment has reserved', () => {
  it('does all of it at once, what leaves first', () =>
    given(
      daySchedule,
      ...[...planned, booked('second', 'bob', [eleven])],
      reserved(
        [coming('in', 'cid', [nine], { previously: before }), coming('new', 'dan', [eleven])],
        [leaves, { appointmentId: 'second', reason: 'pat' }],
      ),
    )
      .when(confirm)
      .then(
        movedAway(),
        { type: 'AppointmentCancelled', data: { ...of('second', 'bob'), reason: 'pat', at: clock('07:01') } },
        movedIn('in', 'cid', [nine]),
        booked('new', 'dan', [eleven], { at: clock('07:01') }),
        ended('confirmed'),
      ));
  it('moves an appointment within its day like anybody who moves it', () => {
    const here = { ...before, date: '2026-12-01', from: nine.from, to: nine.to };
    given(daySchedule, ...planned, reserved([coming('first', 'ann', [eleven], { previously: here })], [leaves]))
      .when(confirm)
      .then(moved('11:00', '12:00', [eleven], '07:01'), ended('confirmed'));
  });
  it('says of what is moved in its day what it overbooks', () => {
    const overbooked = { role: 'coordinator', reason: 'urgent', resourceIds: ['or-3'] } as const;
    const here = { ...before, date: '2026-12-01', from: nine.from, to: nine.to };
    const event = moved('11:00', '12:00', [eleven], '07:01');
    given(daySchedule, ...planned, reserved([coming('first', 'ann', [eleven], { previously: here, overbooked })], [leaves]))
      .when(confirm)
      .then({ ...event, data: { ...event.data, overbooked } } as typeof event, ended('confirmed'));
  });
  it('is not hindered by what has been closed or taken back since', () =>
    given(daySchedule, there('or-3'), reserved([coming('new', 'dan', [eleven])]), closed('flood', '08:00', '16:00'), {
      type: 'HoursReturned',
      data: { resourceId: 'or-3', serial: 1, capacity: 1, hours: [{ from: eleven.from, to: eleven.to }] },
    })
      .when(confirm)
      .then(booked('new', 'dan', [eleven], { at: clock('07:01') }), ended('confirmed')));
  it('is done once, and not at all without a reservation', () => {
    given(daySchedule, ...planned, reserved([], [leaves]), movedAway(), ended('confirmed'))
      .when(confirm)
      .thenNothing();
    given(daySchedule, ...planned)
      .when(confirm)
      .thenNothing();
    given(daySchedule, ...planned, ended('released'))
      .when(confirm)
      .thenNothing();
  });
  it('leaves the uses of what came, and of nothing that left', () => {
    const day = [
      ...planned,
      reserved([coming('in', 'ann', [nine], { previously: before })], [leaves]),
      movedAway(),
      movedIn('in', 'ann', [nine]),
      ended('confirmed'),
    ].reduce(daySchedule.evolve, daySchedule.initial);
    expect(usesOfDay(day, 'or-3')).toEqual([nine]);
    expect(day.ofPatient.get('ann')?.map(({ appointmentId }) => appointmentId)).toEqual(['in']);
    expect([day.reservations.size, day.coming.size, day.leaving.size]).toEqual([0, 0, 0]);
    expect([appointmentOf(day, 'first'), appointmentOf(day, 'in')?.status]).toEqual([undefined, 'booked']);
  });
  it('leaves the patient to accept anew', () => {
    const back = [...planned, confirmed('06:00'), movedAway(), movedIn('first', 'ann', [eleven])].reduce(
      daySchedule.evolve,
      daySchedule.initial,
    );
    expect(appointmentOf(back, 'first')).toMatchObject({ status: 'booked', from: eleven.from });
    expect(appointmentOf(back, 'first')?.confirmed).toBeUndefined();
    expect(back.movedAway.size).toBe(0);
  });
});
