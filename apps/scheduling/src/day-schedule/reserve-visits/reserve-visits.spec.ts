import { given } from '@liaison/testing';
import { arrived, clock, confirmed, held, of, planned } from '../appointment.examples.js';
import { daySchedule } from '../day-schedule.decider.js';
import { at, book, booked, closed, phase, there, use } from '../day-schedule.examples.js';
import { before, coming, commitmentId, ended, leavesTo, movedAway, otherDay, reserve, reserved, wanted } from '../reservation.examples.js';

const nine = use('or-3', '09:00', '10:00');
const eleven = use('or-3', '11:00', '12:00');

describe('Reserving a day’s parts of a commitment', () => {
  it('takes what comes its resources and its patient’s time', () => {
    const past = [there('or-3', 2), reserved([coming('new', 'ann', [eleven])])];
    given(daySchedule, there('or-3', 2))
      .when(reserve([wanted('new', 'ann', ['11:00', '12:00'])]))
      .then(...past.slice(1));
    given(daySchedule, ...past)
      .when(book('second', 'ann', [phase(['or-3'], '11:30', '12:30')]))
      .thenRefused({ code: 'patient-elsewhere', appointmentId: 'new', ...at('11:00', '12:00') });
    given(daySchedule, there('or-3'), ...past.slice(1))
      .when(book('second', 'bob', [phase(['or-3'], '11:30', '12:30')]))
      .thenRefused({ code: 'capacity-exceeded', use: use('or-3', '11:30', '12:30'), capacity: 1, takenBy: ['new'] });
  });
  it('lets what leaves make room for what comes with it, and for nobody else', () => {
    const past = [...planned, reserved([coming('new', 'ann', [nine], { previously: before })], [{ appointmentId: 'first', to: otherDay }])];
    given(daySchedule, ...planned)
      .when(reserve([wanted('new', 'ann', ['09:00', '10:00'], { previously: before })], [leavesTo('first')]))
      .then(...past.slice(planned.length));
    given(daySchedule, ...past)
      .when(book('second', 'bob', [phase(['or-3'], '09:00', '10:00')]))
      .thenRefused({ code: 'capacity-exceeded', use: nine, capacity: 1, takenBy: ['new', 'first'] });
  });
  it('keeps both times of an appointment that is moved within its day', () =>
    given(
      daySchedule,
      ...planned,
      reserved([coming('first', 'ann', [eleven], { previously: before })], [{ appointmentId: 'first', to: otherDay }]),
    )
      .when(book('second', 'ann', [phase(['or-3'], '09:30', '11:30')]))
      .thenRefused(
        { code: 'patient-elsewhere', appointmentId: 'first', ...at('09:00', '10:00') },
        { code: 'patient-elsewhere', appointmentId: 'first', ...at('11:00', '12:00') },
        { code: 'capacity-exceeded', use: use('or-3', '09:30', '11:30'), capacity: 1, takenBy: ['first'] },
      ));
  it('places one after the other', () =>
    given(daySchedule, there('or-3'))
      .when(reserve([wanted('new', 'ann', ['09:00', '10:00']), wanted('next', 'bob', ['09:30', '10:30'], { part: 1 })]))
      .thenRefused({ code: 'capacity-exceeded', use: use('or-3', '09:30', '10:30'), capacity: 1, takenBy: ['new'], part: 1 }));
  it('is refused with every reason of every part, and then nothing is held', () =>
    given(daySchedule, ...planned, arrived('06:50'), closed('leak', '08:00', '12:00', { resourceId: 'or-3' }))
      .when(reserve([wanted('new', 'bob', ['09:02', '10:02'])], [leavesTo('first'), leavesTo('other', otherDay, { part: 2 })]))
      .thenRefused(
        { code: 'step-not-allowed', appointmentId: 'first', step: 'move', status: 'arrived', part: 1 },
        { code: 'appointment-unknown', appointmentId: 'other', part: 2 },
        { code: 'off-grid', gridMinutes: 5, part: 0 },
        { code: 'closed', closureId: 'leak', resourceId: 'or-3', ...at('08:00', '12:00'), part: 0 },
      ));
  it('is for those who have seen the appointment as it is', () =>
    given(daySchedule, ...planned, confirmed('06:00'))
      .when(reserve([], [leavesTo('first', otherDay, { seen: 1 })]))
      .thenRefused({ code: 'appointment-changed', appointmentId: 'first', seen: 1, changed: 2, part: 1 }));
  it('is for one commitment at a time', () =>
    given(daySchedule, ...planned, reserved([coming('new', 'bob', [eleven])], [{ appointmentId: 'first', to: otherDay }]))
      .when(reserve([wanted('new', 'bob', ['13:00', '14:00'])], [leavesTo('first')], '07:00', 'other'))
      .thenRefused(
        { code: 'commitment-pending', appointmentId: 'first', commitmentId, part: 1 },
        { code: 'commitment-pending', appointmentId: 'new', commitmentId, part: 0 },
      ));
  it('needs an id that nobody has here', () =>
    given(daySchedule, ...planned)
      .when(reserve([wanted('first', 'ann', ['13:00', '14:00'])]))
      .thenRefused({ code: 'appointment-id-used', appointmentId: 'first', status: 'booked', part: 0 }));
  it('takes note of holds that have expired', () =>
    given(daySchedule, there('or-3'), held('07:10', '06:59', 'second', 'bob'))
      .when(reserve([wanted('new', 'ann', ['09:00', '10:00'])], [], '07:20'))
      .then(
        { type: 'HoldExpired', data: { ...of('second', 'bob'), expiresAt: clock('07:10'), at: clock('07:20') } },
        reserved([coming('new', 'ann', [nine])], [], '07:20'),
      ));
  it('is done once', () => {
    const command = reserve([wanted('new', 'ann', ['11:00', '12:00'])]);
    given(daySchedule, there('or-3'), reserved([coming('new', 'ann', [eleven])]))
      .when(command)
      .thenNothing();
    given(daySchedule, there('or-3'), reserved([]), ended('confirmed')).when(command).thenNothing();
  });
  it('comes too late once it was released, also when it had not come before', () =>
    given(daySchedule, there('or-3'), ended('released'))
      .when(reserve([wanted('new', 'ann', ['11:00', '12:00'])]))
      .thenRefused({ code: 'commitment-over', commitmentId }));
  it('keeps everybody else’s hands off the appointments until it ends', () => {
    const past = [...planned, reserved([coming('new', 'bob', [eleven])], [{ appointmentId: 'first', to: otherDay }])];
    given(daySchedule, ...past)
      .when({ type: 'CancelAppointment', data: { appointmentId: 'first', reason: 'pat', now: clock('07:00') } })
      .thenRefused({ code: 'commitment-pending', appointmentId: 'first', commitmentId });
    given(daySchedule, ...past)
      .when(book('new', 'bob', [phase(['or-3'], '13:00', '14:00')]))
      .thenRefused({ code: 'commitment-pending', appointmentId: 'new', commitmentId });
  });
  it('leaves a day whose appointment has moved away to say where it is', () =>
    given(daySchedule, ...planned, movedAway())
      .when({ type: 'ConfirmAppointment', data: { appointmentId: 'first', now: clock('07:00') } })
      .thenRefused({ code: 'moved-away', appointmentId: 'first', ...otherDay }));
  it('counts as a seat of its group', () => {
    const session = 'hip@2026-12-01T09:00:00Z#1';
    const group = { rules: { group: { visitTypeId: 'hip', seats: 2 } } };
    const seat = (id: string) => coming(id, id, [{ ...nine, session }]);
    given(daySchedule, there('or-3'), booked('first', 'ann', [{ ...nine, session }]), reserved([seat('new')]))
      .when(book('third', 'cid', [phase(['or-3'], '09:00', '10:00')], group))
      .thenRefused(
        { code: 'capacity-exceeded', use: { ...nine, session: 'hip@2026-12-01T09:00:00Z#2' }, capacity: 1, takenBy: ['new', 'first'] },
        { code: 'session-full', sessionId: session, seats: 2 },
      );
  });
});
