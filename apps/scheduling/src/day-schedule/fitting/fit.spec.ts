import { given } from '@liaison/testing';
import { daySchedule } from '../day-schedule.decider.js';
import { at, book, booked, date, phase, there, use } from '../day-schedule.examples.js';
import type { VisitRules } from '../day-schedule.policies.js';

describe('Phases that one resource serves', () => {
  const visit = [
    phase(['or-3', 'or-5'], '09:00', '10:00', { name: 'operation' }),
    phase(['dr-li'], '09:00', '10:00', { name: 'surgeon' }),
    phase(['or-3', 'or-5'], '10:00', '10:30', { name: 'cleaning', sameAs: 'operation' }),
  ];
  const uses = (room: string) => [
    use(room, '09:00', '10:00', { phase: 'operation' }),
    use('dr-li', '09:00', '10:00', { phase: 'surgeon' }),
    use(room, '10:00', '10:30', { phase: 'cleaning' }),
  ];
  const all = [there('or-3'), there('or-5'), there('dr-li')];

  it('take the room and its cleaning together, in the order of the phases', () =>
    given(daySchedule, ...all)
      .when(book('first', 'ann', visit))
      .then(booked('first', 'ann', uses('or-3'))));
  it('take another room when this one cannot be cleaned afterwards', () =>
    given(daySchedule, ...all, booked('first', 'ann', [use('or-3', '10:15', '11:00')]))
      .when(book('second', 'bob', visit))
      .then(booked('second', 'bob', uses('or-5'))));
  it('refuse with the cleaning as the reason when there is no other room', () =>
    given(daySchedule, there('or-3'), there('dr-li'), booked('first', 'ann', [use('or-3', '10:15', '11:00')]))
      .when(
        book(
          'second',
          'bob',
          visit.map((each) => (each.anyOf.includes('or-3') ? { ...each, anyOf: ['or-3'] } : each)),
        ),
      )
      .thenRefused({
        ...{ code: 'capacity-exceeded', use: use('or-3', '10:00', '10:30', { phase: 'cleaning' }), capacity: 1, takenBy: ['first'] },
      }));
});

describe('Load per use', () => {
  const dialysis = (nurses: readonly string[], from: string, to: string, needleIn: string) => [
    phase(nurses, from, to, { name: 'nurse' }),
    phase(nurses, from, needleIn, { name: 'needle-in', sameAs: 'nurse', load: 3 }),
  ];
  const started = (id: string, nurse: string, from: string, to: string, needleIn: string) =>
    booked(id, id, [use(nurse, from, to, { phase: 'nurse' }), use(nurse, from, needleIn, { phase: 'needle-in', load: 3 })]);

  it('gives a nurse four patients, and one while the needle goes in', () => {
    const first = started('ann', 'nurse-1', '08:00', '12:00', '08:15');
    given(daySchedule, there('nurse-1', 4), first)
      .when(book('bob', 'bob', dialysis(['nurse-1'], '08:15', '12:15', '08:30')))
      .thenRefused(
        {
          code: 'capacity-exceeded',
          ...{ use: use('nurse-1', '08:15', '12:15', { phase: 'nurse' }), capacity: 4, takenBy: ['ann'] },
        },
        {
          code: 'capacity-exceeded',
          ...{ use: use('nurse-1', '08:15', '08:30', { phase: 'needle-in', load: 3 }), capacity: 4, takenBy: ['ann'] },
        },
      );
    given(daySchedule, there('nurse-1', 4), there('nurse-2', 4), first)
      .when(book('bob', 'bob', dialysis(['nurse-1', 'nurse-2'], '08:15', '12:15', '08:30')))
      .then(started('bob', 'nurse-2', '08:15', '12:15', '08:30'));
  });
});

describe('A group session', () => {
  const rules: VisitRules = { group: { visitTypeId: 'hip', seats: 2 } };
  const visit = [phase(['pt-1', 'pt-2'], '09:00', '10:00', { name: 'therapist' }), phase(['gym'], '09:00', '10:00', { name: 'room' })];
  const seat = (id: string, therapist: string, room: string, session = 1) =>
    booked(id, id, [
      use(therapist, '09:00', '10:00', { phase: 'therapist', session: `hip@${date}T09:00:00Z#${session}` }),
      use(room, '09:00', '10:00', { phase: 'room', session: `hip@${date}T09:00:00Z#${session}` }),
    ]);
  const all = [there('pt-1'), there('pt-2'), there('gym')];

  it('is opened by whoever books first', () =>
    given(daySchedule, ...all)
      .when(book('ann', 'ann', visit, { rules }))
      .then(seat('ann', 'pt-1', 'gym')));
  it('is joined by the next, on what it uses already', () =>
    given(daySchedule, ...all, seat('ann', 'pt-1', 'gym'))
      .when(book('bob', 'bob', visit, { rules }))
      .then(seat('bob', 'pt-1', 'gym')));
  it('is full when its seats are taken', () =>
    given(daySchedule, ...all, seat('ann', 'pt-1', 'gym'), seat('bob', 'pt-1', 'gym'))
      .when(book('cid', 'cid', visit, { rules }))
      .thenRefused(
        {
          code: 'capacity-exceeded',
          use: use('gym', '09:00', '10:00', { phase: 'room', session: `hip@${date}T09:00:00Z#2` }),
          ...{ capacity: 1, takenBy: ['bob', 'ann'] },
        },
        { code: 'session-full', sessionId: `hip@${date}T09:00:00Z#1`, seats: 2 },
      ));
  it('has another beside it where there is room for two', () =>
    given(daySchedule, ...all.slice(0, 2), there('gym', 2), seat('ann', 'pt-1', 'gym'), seat('bob', 'pt-1', 'gym'))
      .when(book('cid', 'cid', visit, { rules }))
      .then(seat('cid', 'pt-2', 'gym', 2)));
  it('keeps its time from others', () =>
    given(daySchedule, ...all, seat('ann', 'pt-1', 'gym'))
      .when(book('dan', 'dan', [phase(['gym'], '09:30', '10:30')]))
      .thenRefused({ code: 'capacity-exceeded', use: use('gym', '09:30', '10:30'), capacity: 1, takenBy: ['ann'] }));
  it('gives a seat what it needs for itself', () => {
    const hoist = phase(['hoist-1'], '09:00', '10:00', { name: 'hoist', onNeed: 'hoist' });
    const found = given(daySchedule, ...all, there('hoist-1'), seat('ann', 'pt-1', 'gym')).when(
      book('bob', 'bob', [...visit, hoist], { rules }),
    );
    const joined = seat('bob', 'pt-1', 'gym');
    if (joined.type !== 'AppointmentBooked') throw new Error('a seat is an appointment');
    found.then(booked('bob', 'bob', [...joined.data.uses, use('hoist-1', '09:00', '10:00', { phase: 'hoist' })]));
  });
});

describe('Overbooking', () => {
  const rules: VisitRules = { overbooking: { role: 'coordinator', reason: 'urgent' } };
  const visit = [phase(['dr-li'], '09:00', '09:30', { extra: 1 })];
  const full = [there('dr-li'), booked('first', 'ann', [use('dr-li', '09:00', '09:30')])];

  it('goes beyond the capacity as far as it is allowed, and says so', () =>
    given(daySchedule, ...full)
      .when(book('second', 'bob', visit, { rules }))
      .then(
        booked('second', 'bob', [use('dr-li', '09:00', '09:30')], {
          overbooked: { role: 'coordinator', reason: 'urgent', resourceIds: ['dr-li'] },
        }),
      ));
  it('goes no further', () =>
    given(daySchedule, ...full, booked('second', 'bob', [use('dr-li', '09:00', '09:30')]))
      .when(book('third', 'cid', visit, { rules }))
      .thenRefused({ code: 'capacity-exceeded', use: use('dr-li', '09:00', '09:30'), capacity: 1, takenBy: ['second', 'first'] }));
  it('is not used where somebody is free', () =>
    given(daySchedule, ...full, there('dr-wu'))
      .when(book('second', 'bob', [phase(['dr-li', 'dr-wu'], '09:00', '09:30', { extra: 1 })], { rules }))
      .then(booked('second', 'bob', [use('dr-wu', '09:00', '09:30')])));
  it('is nothing that others may use', () =>
    given(daySchedule, ...full)
      .when(book('second', 'bob', visit))
      .thenRefused({ code: 'capacity-exceeded', use: use('dr-li', '09:00', '09:30'), capacity: 1, takenBy: ['first'] }));
  it('does not send a patient to two places', () =>
    given(daySchedule, ...full)
      .when(book('second', 'ann', visit, { rules }))
      .thenRefused({ code: 'patient-elsewhere', appointmentId: 'first', ...at('09:00', '09:30') }));
});

describe('Notice and horizon', () => {
  const visit = [phase(['dr-li'], '09:00', '09:30')];
  it('refuse what is asked for too late', () =>
    given(daySchedule, there('dr-li'))
      .when(book('first', 'ann', visit, { now: `${date}T08:00:00Z`, rules: { leadMinutes: 90 } }))
      .thenRefused({ code: 'too-soon', leadMinutes: 90, earliest: `${date}T09:30:00Z` }));
  it('refuse what is asked for too early', () =>
    given(daySchedule, there('dr-li'))
      .when(book('first', 'ann', visit, { rules: { horizon: { days: 10, last: '2026-11-30' } } }))
      .thenRefused({ code: 'beyond-horizon', horizonDays: 10, last: '2026-11-30' }));
  it('allow what is in between', () =>
    given(daySchedule, there('dr-li'))
      .when(book('first', 'ann', visit, { rules: { leadMinutes: 90, horizon: { days: 10, last: date } } }))
      .then(booked('first', 'ann', [use('dr-li', '09:00', '09:30')])));
});

describe('A block of a room', () => {
  const block = { blockId: 'li-or-3', resourceId: 'or-3', holders: ['dr-li'], ...at('08:00', '12:00'), releasedAt: '2026-11-28T00:00:00Z' };
  const all = [there('or-3'), there('or-5'), there('dr-li'), there('dr-wu')];
  const visit = (surgeons: readonly string[], rooms: readonly string[]) => [
    phase(surgeons, '09:00', '10:00', { name: 'surgeon' }),
    phase(rooms, '09:00', '10:00', { name: 'room' }),
  ];
  const uses = (surgeon: string, room: string) => [
    use(surgeon, '09:00', '10:00', { phase: 'surgeon' }),
    use(room, '09:00', '10:00', { phase: 'room' }),
  ];
  const rules: VisitRules = { blocks: [block] };
  const before = '2026-11-27T00:00:00Z';

  it('keeps its time from visits of others', () =>
    given(daySchedule, ...all)
      .when(book('first', 'ann', visit(['dr-wu'], ['or-3']), { rules, now: before }))
      .thenRefused({
        ...{ code: 'block-held', blockId: 'li-or-3', use: use('or-3', '09:00', '10:00', { phase: 'room' }) },
        ...{ holders: ['dr-li'], releasedAt: block.releasedAt },
      }));
  it('sends visits of others to another room', () =>
    given(daySchedule, ...all)
      .when(book('first', 'ann', visit(['dr-wu'], ['or-3', 'or-5']), { rules, now: before }))
      .then(booked('first', 'ann', uses('dr-wu', 'or-5'))));
  it('is used first by whom it is kept for, whoever else could serve the visit', () =>
    given(daySchedule, ...all)
      .when(book('first', 'ann', visit(['dr-wu', 'dr-li'], ['or-3', 'or-5']), { rules, now: before }))
      .then(booked('first', 'ann', uses('dr-li', 'or-3'))));
  it('leaves open time to others when the holder is busy', () =>
    given(daySchedule, ...all, booked('first', 'ann', [use('dr-li', '09:00', '10:00')]))
      .when(book('second', 'bob', visit(['dr-li', 'dr-wu'], ['or-3', 'or-5']), { rules, now: before }))
      .then(booked('second', 'bob', uses('dr-wu', 'or-5'))));
  it('is everybody’s once it is released', () =>
    given(daySchedule, ...all)
      .when(book('first', 'ann', visit(['dr-wu'], ['or-3']), { rules, now: '2026-11-28T00:00:00Z' }))
      .then(booked('first', 'ann', uses('dr-wu', 'or-3'))));
  it('may be kept for a department', () => {
    const ours: VisitRules = { blocks: [{ ...block, holders: [], departmentId: 'surgery' }] };
    const theirs: VisitRules = { blocks: [{ ...block, holders: [], departmentId: 'urology' }] };
    given(daySchedule, ...all)
      .when(book('first', 'ann', visit(['dr-wu'], ['or-3', 'or-5']), { rules: ours, now: before }))
      .then(booked('first', 'ann', uses('dr-wu', 'or-3')));
    given(daySchedule, ...all)
      .when(book('first', 'ann', visit(['dr-wu'], ['or-3', 'or-5']), { rules: theirs, now: before }))
      .then(booked('first', 'ann', uses('dr-wu', 'or-5')));
  });
});
