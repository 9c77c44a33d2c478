import { given } from '@liaison/testing';
import { daySchedule } from '../day-schedule.decider.js';
import { at, book, booked, cancelled, closed, date, phase, there, use } from '../day-schedule.examples.js';
import type { DayScheduleEvent } from '../day-schedule.events.js';

const taken = booked('first', 'ann', [use('or-3', '09:00', '10:30')]);

describe('Booking an appointment', () => {
  it('takes the first resource of the pool that is free', () =>
    given(daySchedule, there('or-3'), there('or-5'), taken)
      .when(book('second', 'bob', [phase(['or-3', 'or-5'], '10:00', '11:00')]))
      .then(booked('second', 'bob', [use('or-5', '10:00', '11:00')])));
  it('lets one visit begin as another ends', () =>
    given(daySchedule, there('or-3'), taken)
      .when(book('second', 'bob', [phase(['or-3'], '10:30', '11:00')]))
      .then(booked('second', 'bob', [use('or-3', '10:30', '11:00')])));
  it('takes every phase in one event, each for its own time', () => {
    const phases = [phase(['dr-li'], '09:00', '10:00', { name: 'surgeon' }), phase(['or-3'], '08:45', '10:15', { name: 'theatre' })];
    const uses = [use('dr-li', '09:00', '10:00', { phase: 'surgeon' }), use('or-3', '08:45', '10:15', { phase: 'theatre' })];
    given(daySchedule, there('dr-li'), there('or-3'))
      .when(book('first', 'ann', phases))
      .then(booked('first', 'ann', uses));
  });
  it('shares an anaesthetist up to her capacity, and no further', () => {
    const second = booked('second', 'bob', [use('dr-wu', '10:00', '11:00')]);
    const past = [there('dr-wu', 2), booked('first', 'ann', [use('dr-wu', '09:00', '12:00')])];
    given(daySchedule, ...past)
      .when(book('second', 'bob', [phase(['dr-wu'], '10:00', '11:00')]))
      .then(second);
    given(daySchedule, ...past, second)
      .when(book('third', 'cid', [phase(['dr-wu'], '10:30', '11:30')]))
      .thenRefused({ code: 'capacity-exceeded', use: use('dr-wu', '10:30', '11:30'), capacity: 2, takenBy: ['second', 'first'] });
  });
  it('counts what is taken at one time, not what is taken in turn', () =>
    given(
      daySchedule,
      there('dr-wu', 2),
      booked('first', 'ann', [use('dr-wu', '09:00', '10:00')]),
      booked('second', 'bob', [use('dr-wu', '10:00', '11:00')]),
    )
      .when(book('third', 'cid', [phase(['dr-wu'], '09:30', '10:30')]))
      .then(booked('third', 'cid', [use('dr-wu', '09:30', '10:30')])));
  it('refuses a load that the resource never bears', () =>
    given(daySchedule, there('dr-wu', 2))
      .when(book('first', 'ann', [phase(['dr-wu'], '09:00', '10:00', { load: 3 })]))
      .thenRefused({ code: 'capacity-exceeded', use: use('dr-wu', '09:00', '10:00', { load: 3 }), capacity: 2, takenBy: [] }));
  it('may use again what a cancelled visit has left', () =>
    given(daySchedule, there('or-3'), taken, cancelled('first', 'ann'))
      .when(book('second', 'ann', [phase(['or-3'], '09:00', '10:30')]))
      .then(booked('second', 'ann', [use('or-3', '09:00', '10:30')])));

  it('takes every phase, or none and says why, resource by resource', () =>
    given(daySchedule, there('or-3'), there('dr-wu', 1, [at('08:00', '09:30')]))
      .when(book('first', 'ann', [phase(['or-3'], '09:00', '10:00'), phase(['dr-li', 'dr-wu'], '09:00', '10:00')]))
      .thenRefused(
        { code: 'resource-not-there', use: use('dr-li', '09:00', '10:00'), there: [] },
        { code: 'resource-not-there', use: use('dr-wu', '09:00', '10:00'), there: [at('08:00', '09:30')] },
      ));
  it('stays within the hours of one presence, and may cross from one part of them to the next', () => {
    const split = there('dr-li', 1, [at('08:00', '12:00'), at('13:00', '16:00')]);
    given(daySchedule, split)
      .when(book('first', 'ann', [phase(['dr-li'], '11:30', '13:30')]))
      .thenRefused({
        code: 'resource-not-there',
        use: use('dr-li', '11:30', '13:30'),
        there: [at('08:00', '12:00'), at('13:00', '16:00')],
      });
    given(daySchedule, there('dr-li', 1, [at('08:00', '12:00'), at('12:00', '16:00')]))
      .when(book('first', 'ann', [phase(['dr-li'], '11:30', '13:30')]))
      .then(booked('first', 'ann', [use('dr-li', '11:30', '13:30')]));
  });
  it('does not send a patient to two places at once', () =>
    given(daySchedule, there('or-3'), there('mri-1'), taken)
      .when(book('second', 'ann', [phase(['mri-1'], '10:00', '11:00')]))
      .thenRefused({ code: 'patient-elsewhere', appointmentId: 'first', ...at('09:00', '10:30') }));
  it('asks where the patient is in the patient’s own time, not while a room is cleaned', () => {
    const uses = [use('or-3', '09:00', '10:00'), use('or-3', '10:00', '11:00', { phase: 'cleaning' })];
    given(daySchedule, there('or-3'), there('mri-1'), booked('first', 'ann', uses))
      .when(book('second', 'ann', [phase(['mri-1'], '10:00', '11:00')]))
      .then(booked('second', 'ann', [use('mri-1', '10:00', '11:00')]));
  });
});

describe('Booking several phases at once', () => {
  it('does not use one resource for two of them', () =>
    given(daySchedule, there('nurse-1'))
      .when(book('only', 'ann', [phase(['nurse-1'], '09:00', '10:00', { name: 'a' }), phase(['nurse-1'], '09:30', '10:30', { name: 'b' })]))
      .thenRefused({ code: 'pools-too-small', phases: ['a', 'b'] }));
  it('may use one for both of them when its capacity allows', () => {
    const phases = [phase(['nurse-1'], '09:00', '10:00', { name: 'a' }), phase(['nurse-1'], '09:30', '10:30', { name: 'b' })];
    const uses = [use('nurse-1', '09:00', '10:00', { phase: 'a' }), use('nurse-1', '09:30', '10:30', { phase: 'b' })];
    given(daySchedule, there('nurse-1', 2))
      .when(book('only', 'ann', phases))
      .then(booked('only', 'ann', uses));
  });
  it('leaves a resource to the phase that needs it', () => {
    const phases = [phase(['dr-li', 'dr-wu'], '09:00', '10:00', { name: 'a' }), phase(['dr-li'], '09:00', '10:00', { name: 'b' })];
    const uses = [use('dr-wu', '09:00', '10:00', { phase: 'a' }), use('dr-li', '09:00', '10:00', { phase: 'b' })];
    given(daySchedule, there('dr-li'), there('dr-wu'))
      .when(book('only', 'ann', phases))
      .then(booked('only', 'ann', uses));
  });
  it('sees that eleven phases cannot share ten nurses', () => {
    const ten = Array.from({ length: 10 }, (_, n) => `nurse-${n}`);
    const names = Array.from({ length: 11 }, (_, n) => `phase-${n}`);
    given(daySchedule, ...ten.map((nurse) => there(nurse)))
      .when(
        book(
          'only',
          'ann',
          names.map((name) => phase(ten, '09:00', '10:00', { name })),
        ),
      )
      .thenRefused({ code: 'pools-too-small', phases: names });
  });
  it('gives up on entangled pools instead of searching for ever', () => {
    const eight = Array.from({ length: 8 }, (_, n) => `room-${n}`);
    const wanted = (load: number, count: number) =>
      Array.from({ length: count }, (_, n) => phase(eight, '09:00', '10:00', { name: `${load}-${n}`, load }));
    given(daySchedule, ...eight.map((room) => there(room, 5)))
      .when(book('only', 'ann', [...wanted(3, 8), ...wanted(2, 9)]))
      .thenRefused({ code: 'pools-too-entangled', tried: 2_000 });
  });
});

describe('Booking in time', () => {
  const open = there('or-3', 1, [at('00:00', '24:00')]);
  const one = [phase(['or-3'], '09:00', '10:00')];
  it('refuses what has begun, preparation included', () => {
    const prepared = [...one, phase(['or-3'], '08:30', '09:00', { name: 'preparation' })];
    given(daySchedule, open)
      .when(book('first', 'ann', prepared, { now: `${date}T08:45:00Z` }))
      .thenRefused({ code: 'in-the-past', from: `${date}T08:30:00Z`, now: `${date}T08:45:00Z` });
  });
  it('takes what begins now', () =>
    given(daySchedule, open)
      .when(book('first', 'ann', one, { now: `${date}T09:00:00Z` }))
      .then(booked('first', 'ann', [use('or-3', '09:00', '10:00')])));
  it('refuses a start off the grid of the department', () =>
    given(daySchedule, open)
      .when(book('first', 'ann', [phase(['or-3'], '09:10', '10:00')], { gridMinutes: 15 }))
      .thenRefused({ code: 'off-grid', gridMinutes: 15 }));
  it('counts the grid on the wall clock of the site, not in UTC', () => {
    const kathmandu = { zone: 'Asia/Kathmandu', gridMinutes: 60 };
    const past = there('or-3', 1, [at('00:00', '12:00')]);
    given(daySchedule, past)
      .when(book('first', 'ann', [phase(['or-3'], '03:15', '04:00')], kathmandu))
      .then(booked('first', 'ann', [use('or-3', '03:15', '04:00')], { zone: 'Asia/Kathmandu' }));
    given(daySchedule, past)
      .when(book('first', 'ann', [phase(['or-3'], '03:00', '04:00')], kathmandu))
      .thenRefused({ code: 'off-grid', gridMinutes: 60 });
  });
  it('refuses what leaves the date of the site, cleaning included', () => {
    const late = [phase(['or-3'], '23:00', '23:45'), phase(['or-3'], '23:45', '23:59', { name: 'cleaning', to: '2026-12-02T00:10:00Z' })];
    given(daySchedule, there('or-3', 1, [{ from: `${date}T00:00:00Z`, to: '2026-12-02T01:00:00Z' }]))
      .when(book('first', 'ann', late))
      .thenRefused({ code: 'outside-the-day', date, from: `${date}T23:00:00Z`, to: '2026-12-02T00:10:00Z' });
  });
});

describe('Booking while something is closed', () => {
  const visits = [phase(['or-3', 'or-5'], '09:00', '10:00')];
  const past = [there('or-3'), there('or-5')];
  it('refuses every visit to a closed site', () =>
    given(daySchedule, ...past, closed('flood', '09:30', '12:00'))
      .when(book('first', 'ann', visits))
      .thenRefused({ code: 'closed', closureId: 'flood', ...at('09:30', '12:00') }));
  it('refuses visits to a closed department, and to no other', () => {
    const surgery = closed('flood', '09:30', '12:00', { departmentId: 'surgery' });
    given(daySchedule, ...past, surgery)
      .when(book('first', 'ann', visits))
      .thenRefused({ code: 'closed', closureId: 'flood', departmentId: 'surgery', ...at('09:30', '12:00') });
    given(daySchedule, ...past, surgery)
      .when(book('first', 'ann', visits, { departmentId: 'imaging' }))
      .then(booked('first', 'ann', [use('or-3', '09:00', '10:00')], { departmentId: 'imaging' }));
  });
  it('uses another resource of the pool while one is closed', () =>
    given(daySchedule, ...past, closed('repair', '09:30', '12:00', { resourceId: 'or-3' }))
      .when(book('first', 'ann', visits))
      .then(booked('first', 'ann', [use('or-5', '09:00', '10:00')])));
  it('names a closure once, however many phases it stops', () =>
    given(daySchedule, ...past, closed('repair', '09:30', '12:00', { resourceId: 'or-3' }))
      .when(book('first', 'ann', [phase(['or-3'], '09:00', '10:00', { name: 'a' }), phase(['or-3'], '10:00', '11:00', { name: 'b' })]))
      .thenRefused({ code: 'closed', closureId: 'repair', resourceId: 'or-3', ...at('09:30', '12:00') }));
  it('books before a closure begins and after it has ended', () =>
    given(daySchedule, ...past, closed('flood', '10:00', '12:00'), closed('drill', '08:00', '09:00'))
      .when(book('first', 'ann', visits))
      .then(booked('first', 'ann', [use('or-3', '09:00', '10:00')])));
  it('keeps what was booked before', () =>
    given(daySchedule, ...past, booked('first', 'ann', [use('or-3', '09:00', '10:00')]), closed('flood', '08:00', '12:00'))
      .when(book('first', 'ann', visits))
      .thenNothing());
});

describe('An appointment id', () => {
  const past: DayScheduleEvent[] = [there('or-3'), there('or-5'), taken];
  const again = book('first', 'ann', [phase(['or-3', 'or-5'], '09:00', '10:30')]);
  it('may be booked again by somebody who did not hear the answer', () =>
    given(daySchedule, ...past)
      .when(again)
      .thenNothing());
  it('may be booked again after its time has come', () =>
    given(daySchedule, ...past)
      .when({ ...again, data: { ...again.data, now: '2026-12-02T00:00:00Z' } })
      .thenNothing());
  it.each([
    { patientId: 'bob' },
    { visitTypeId: 'knee' },
    { siteId: 'south' },
    { from: `${date}T09:05:00Z` },
    { phases: [phase(['or-5'], '09:00', '10:30')] },
  ])('belongs to one booking for ever, not also to %j', (other) =>
    given(daySchedule, ...past)
      .when({ ...again, data: { ...again.data, ...other } })
      .thenRefused({ code: 'appointment-id-used', appointmentId: 'first', status: 'booked' }),
  );
  it('is not used again after its booking was cancelled', () =>
    given(daySchedule, ...past, cancelled('first', 'ann'))
      .when(again)
      .thenRefused({ code: 'appointment-id-used', appointmentId: 'first', status: 'cancelled' }));
});

describe('A refused booking', () => {
  it('lists every reason, not the first', () =>
    given(daySchedule, there('or-3'), taken, closed('flood', '08:00', '12:00'))
      .when(book('second', 'ann', [phase(['or-3', 'or-5'], '09:07', '10:00')], { now: `${date}T09:30:00Z` }))
      .thenRefused(
        { code: 'in-the-past', from: `${date}T09:07:00Z`, now: `${date}T09:30:00Z` },
        { code: 'off-grid', gridMinutes: 5 },
        { code: 'patient-elsewhere', appointmentId: 'first', ...at('09:00', '10:30') },
        { code: 'closed', closureId: 'flood', ...at('08:00', '12:00') },
        { code: 'capacity-exceeded', use: use('or-3', '09:07', '10:00'), capacity: 1, takenBy: ['first'] },
        { code: 'resource-not-there', use: use('or-5', '09:07', '10:00'), there: [] },
      ));
});
