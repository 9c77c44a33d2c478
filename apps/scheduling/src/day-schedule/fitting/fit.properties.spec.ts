import { overlap } from '@liaison/kernel';
import * as fc from 'fast-check';
import type { BookAppointment } from '../book-appointment/book-appointment.js';
import { daySchedule } from '../day-schedule.decider.js';
import type { AppointmentBooked, Use } from '../day-schedule.events.js';
import { at, date, phase, there } from '../day-schedule.examples.js';
import type { VisitRules } from '../day-schedule.policies.js';

const quarter = (n: number) => `${String(8 + Math.floor(n / 4)).padStart(2, '0')}:${String((n % 4) * 15).padStart(2, '0')}`;
const span = (from: number, quarters: number) => [quarter(from), quarter(from + quarters)] as const;
const capacity: Readonly<Record<string, number>> = { 'dr-li': 1, 'dr-wu': 2, 'or-3': 1, 'or-5': 1, gym: 1 };
const seats = 3;
const mostExtra = 1;

type Wanted = Pick<BookAppointment['data'], 'phases' | 'rules' | 'visitTypeId'> & { readonly from: string; readonly to: string };
const start = fc.integer({ min: 0, max: 12 });
const surgeons = fc.subarray(['dr-li', 'dr-wu'], { minLength: 1 });
const rooms = fc.shuffledSubarray(['or-3', 'or-5'], { minLength: 1 });
const reason = fc.constantFrom(undefined, undefined, 'urgent' as const);
const blocks: VisitRules['blocks'] = [
  { blockId: 'li', resourceId: 'or-3', holders: ['dr-li'], ...at('08:00', '10:00'), releasedAt: '2026-12-31T00:00:00Z' },
];

/** An operation with a surgeon, a room and its cleaning, in blocks of rooms, perhaps overbooked. */
const operation = fc.tuple(start, surgeons, rooms, reason).map(([from, anyOf, room, why]): Wanted => {
  const [begin, end] = span(from, 4);
  return {
    ...{ visitTypeId: 'operation', ...at(begin, end) },
    phases: [
      phase(anyOf, begin, end, { name: 'surgeon', extra: mostExtra }),
      phase(room, begin, end, { name: 'room' }),
      phase(room, end, quarter(from + 5), { name: 'cleaning', sameAs: 'room' }),
    ],
    rules: { blocks, ...(why && { overbooking: { role: 'coordinator', reason: why } }) },
  };
});
const group = fc.tuple(fc.integer({ min: 0, max: 3 }), surgeons).map(([n, anyOf]): Wanted => {
  const [begin, end] = span(n * 4, 4);
  return {
    ...{ visitTypeId: 'class', ...at(begin, end) },
    phases: [phase(['gym'], begin, end, { name: 'room' }), phase(anyOf, begin, end, { name: 'therapist' })],
    rules: { group: { visitTypeId: 'class', seats } },
  };
});
const uuid = (n: number) => `00000000-0000-7000-8000-${String(n).padStart(12, '0')}`;
const script = fc.array(fc.tuple(fc.oneof(operation, group), fc.integer({ min: 0, max: 5 }), fc.boolean()), { maxLength: 25, size: 'max' });

/** What is booked in the end, of bookings and cancellations in any order. */
const run = (steps: typeof script extends fc.Arbitrary<infer T> ? T : never): readonly AppointmentBooked['data'][] => {
  const opened = Object.entries(capacity).map(([id, most]) => there(id, most));
  let day = opened.reduce(daySchedule.evolve, daySchedule.initial);
  steps.forEach(([wanted, patient, cancels], n) => {
    const commands = [
      {
        type: 'BookAppointment' as const,
        data: {
          ...{ appointmentId: uuid(n), patientId: uuid(100 + patient), siteId: 'north', departmentId: 'surgery' },
          ...{ date, zone: 'Europe/London', gridMinutes: 15, now: '2026-11-30T12:00:00Z', ...wanted },
        },
      },
      ...(cancels
        ? [
            {
              type: 'CancelAppointment' as const,
              data: { appointmentId: uuid(n >> 1), reason: 'patient' as const, now: '2026-11-30T12:00:00Z' },
            },
          ]
        : []),
    ];
    for (const command of commands) {
      const decision = daySchedule.decide(command, day);
      if (decision.accepted) day = decision.events.reduce(daySchedule.evolve, day);
    }
  });
  return [...day.ofPatient.values()].flat();
};

const loadAt = (uses: readonly Use[], resourceId: string, time: string): number => {
  const counted = new Map<string, number>();
  uses.forEach((use, n) => {
    if (use.resourceId !== resourceId || use.from > time || time >= use.to) return;
    counted.set(use.session === undefined ? String(n) : `${use.session} ${use.phase}`, use.load);
  });
  return [...counted.values()].reduce((sum, load) => sum + load, 0);
};
const times = Array.from({ length: 24 }, (_, n) => at(quarter(n), quarter(n)).from);

describe('Bookings of all kinds, in any order', () => {
  it('take nothing beyond its capacity and what overbooking was authorised', () =>
    fc.assert(
      fc.property(script, (steps) => {
        const visits = run(steps);
        const authorised = (resourceId: string, time: string) =>
          visits.some(
            ({ overbooked, uses }) => overbooked?.resourceIds.includes(resourceId) && uses.some((use) => use.from <= time && time < use.to),
          );
        const all = visits.flatMap(({ uses }) => uses);
        for (const [resourceId, most] of Object.entries(capacity))
          for (const time of times) {
            const extra = authorised(resourceId, time) && resourceId.startsWith('dr-') ? mostExtra : 0;
            expect(loadAt(all, resourceId, time)).toBeLessThanOrEqual(most + extra);
          }
      }),
      { numRuns: 300 },
    ));

  it('give a room and its cleaning to one resource, and a session no more seats than it has', () =>
    fc.assert(
      fc.property(script, (steps) => {
        const taken = new Map<string, number>();
        for (const { uses } of run(steps)) {
          const cleaning = uses.find(({ phase: name }) => name === 'cleaning');
          if (cleaning) expect(uses.find(({ phase: name }) => name === 'room')?.resourceId).toBe(cleaning.resourceId);
          for (const session of new Set(uses.flatMap((use) => use.session ?? []))) taken.set(session, (taken.get(session) ?? 0) + 1);
        }
        expect(Math.max(0, ...taken.values())).toBeLessThanOrEqual(seats);
      }),
    ));

  it('leave blocked time to those whom it is kept for', () =>
    fc.assert(
      fc.property(script, (steps) => {
        const [block] = blocks;
        for (const { uses, visitTypeId } of run(steps))
          if (block && visitTypeId === 'operation' && uses.some((use) => use.resourceId === block.resourceId && overlap(use, block)))
            expect(uses.map(({ resourceId }) => resourceId)).toContain('dr-li');
      }),
    ));
});
