import type { Answer } from '../load/clients.js';
import { judge } from './judge.js';
import type { Exported } from './read-export.js';
import type { Use, Visit } from './visits.js';

const stream = 'scheduling.daySchedule-contest/2030-01-07';
const at = (hour: number) => `2030-01-07T${String(hour).padStart(2, '0')}:00:00Z`;
const use = (resourceId: string, from: number, to: number, more: Partial<Use> = {}): Use => ({
  ...{ phase: 'doctor', resourceId, load: 1, from: at(from), to: at(to) },
  ...more,
});
const visit = (appointmentId: string, patientId: string, uses: readonly Use[], more: Partial<Visit> = {}): Visit => ({
  ...{ appointmentId, patientId, from: uses[0]?.from ?? '', to: uses[0]?.to ?? '', uses },
  ...more,
});
let position = 0;
const event = (type: string, data: object): Exported => ({ position: (position += 1), stream, type, data });
const booked = (...of: Parameters<typeof visit>) => event('AppointmentBooked', visit(...of));
const answer = (step: Answer['step'], appointmentId: string, status: number, errors: Answer['errors'] = []): Answer => ({
  ...{ ref: 0, step, appointmentId, patientId: 'ann', status, errors },
});
const limits = {
  capacity: (resourceId: string) => (resourceId === 'nurse' ? 4 : 1),
  authorisedExtra: (resourceId: string) => (resourceId === 'doctor' ? 1 : 0),
};
const faults = (events: readonly Exported[]) =>
  judge([], events, limits).doubleBookings.map((fault) => fault.replace(/^position \d+: /, ''));
const disagreements = (answers: readonly Answer[], events: readonly Exported[]) => judge(answers, events, limits).disagreements;

describe('The check for double bookings', () => {
  beforeEach(() => (position = 0));

  it('is clean when everything is taken once at a time', () =>
    expect(faults([booked('a', 'ann', [use('room', 8, 9)]), booked('b', 'bob', [use('room', 9, 10)])])).toEqual([]));

  it('names a resource that is taken twice, at the first instant of it', () =>
    expect(faults([booked('a', 'ann', [use('room', 8, 10)]), booked('b', 'bob', [use('room', 9, 11)])])).toEqual([
      'room bears 2 of 1 at 2030-01-07T09:00:00Z',
    ]));

  it('counts shares of one resource together, and what only follows each other not', () => {
    const three = ['a', 'b', 'c'].map((id) => booked(id, id, [use('nurse', 8, 12)]));
    expect(faults([...three, booked('d', 'dan', [use('nurse', 11, 13, { load: 1 })])])).toEqual([]);
    expect(faults([...three, booked('d', 'dan', [use('nurse', 11, 13, { load: 2 })])])).toEqual([
      'nurse bears 5 of 4 at 2030-01-07T11:00:00Z',
    ]);
    expect(faults([...three, booked('d', 'dan', [use('nurse', 12, 13, { load: 4 })])])).toEqual([]);
  });

  it('names a patient who is in two places', () =>
    expect(faults([booked('a', 'ann', [use('room', 8, 10)]), booked('b', 'ann', [use('nurse', 9, 11)])])).toEqual([
      'patient ann in b and a at once',
    ]));

  it('counts what is held, until it is released, expired or booked', () => {
    const held = event('AppointmentHeld', visit('a', 'ann', [use('room', 8, 9)]));
    const other = booked('b', 'bob', [use('room', 8, 9)]);
    expect(faults([held, other])).toHaveLength(1);
    expect(faults([held, booked('a', 'ann', [use('room', 8, 9)])])).toEqual([]);
    for (const end of ['HoldReleased', 'HoldExpired']) expect(faults([held, event(end, { appointmentId: 'a' }), other])).toEqual([]);
  });

  it('follows moves and cancellations', () => {
    const first = booked('a', 'ann', [use('room', 8, 9)]);
    const moved = event('AppointmentMoved', visit('a', 'ann', [use('room', 10, 11)]));
    const there = booked('b', 'bob', [use('room', 10, 11)]);
    expect(faults([first, moved, booked('b', 'bob', [use('room', 8, 9)])])).toEqual([]);
    expect(faults([first, moved, there])).toHaveLength(1);
    expect(faults([first, moved, event('AppointmentCancelled', { appointmentId: 'a' }), there])).toEqual([]);
  });

  it('counts the seats of a session once, and those of two sessions twice', () => {
    const seat = (id: string, session: string) => booked(id, id, [use('room', 8, 9, { session })]);
    expect(faults([seat('a', 's1'), seat('b', 's1')])).toEqual([]);
    expect(faults([seat('a', 's1'), seat('b', 's2')])).toHaveLength(1);
  });

  it('allows beyond the capacity what was authorised, and no more', () => {
    const over = (id: string, resourceId: string) => booked(id, id, [use(resourceId, 8, 9)], { overbooked: { resourceIds: [resourceId] } });
    const plain = (id: string, resourceId: string) => booked(id, id, [use(resourceId, 8, 9)]);
    expect(faults([plain('a', 'doctor'), over('b', 'doctor')])).toEqual([]);
    expect(faults([plain('a', 'doctor'), plain('b', 'doctor')])).toHaveLength(1);
    expect(faults([plain('a', 'doctor'), over('b', 'doctor'), over('c', 'doctor')])).toHaveLength(1);
    expect(faults([plain('a', 'room'), over('b', 'room')])).toHaveLength(1);
  });

  it('says of an event that it does not know that it does not', () =>
    expect(faults([event('AppointmentTeleported', { appointmentId: 'a' })])).toEqual([
      'what AppointmentTeleported does to its day is not known here',
    ]));
});

describe('The check of the answers', () => {
  const first = booked('a', 'ann', [use('room', 8, 9)]);
  const taken = { code: 'capacity-exceeded', detail: 'taken', use: use('room', 8, 9), takenBy: ['a'] };

  it('is clean when the accepted are there, and the refused are not and know why', () =>
    expect(disagreements([answer('book', 'a', 201), answer('book', 'b', 409, [taken])], [first])).toEqual([]));

  it.each([
    ['an accepted booking that is nowhere', answer('book', 'b', 201), 'accepted, and stands 0 times in the events'],
    ['a refused one that is there', answer('book', 'a', 409, [taken]), 'refused, and yet in the events'],
    ['an accepted cancellation that is nowhere', answer('cancel', 'a', 200), 'accepted, and stands 0 times in the events'],
    ['a refusal without a reason', answer('book', 'b', 409), 'refused without a reason'],
    ['a reason without words', answer('book', 'b', 409, [{ code: 'closed' }]), 'a reason has neither code nor words'],
    ['a server error', answer('book', 'b', 503, [{ code: 'not-ready' }]), 'answered with 503: not-ready'],
    [
      'a reason that never held',
      answer('book', 'b', 409, [{ ...taken, use: use('room', 12, 13) }]),
      'room at 2030-01-07T12:00:00Z is said to be taken by a, which never took it',
    ],
    [
      'a patient who is told of a visit of somebody else',
      answer('book', 'b', 409, [{ code: 'patient-elsewhere', detail: 'there', appointmentId: 'c' }]),
      'the patient is said to be in c, which is not theirs',
    ],
  ])('names %s', (_, wrong, fault) =>
    expect(disagreements([wrong], [first]).map((each) => each.split(': ').slice(1).join(': '))).toEqual([fault]),
  );

  it('names a booking that stands twice', () =>
    expect(disagreements([answer('book', 'a', 201)], [first, first])).toEqual([
      'book of wish 0 (a): accepted, and stands 2 times in the events',
    ]));
});
