import { addMinutes, localDay, minutesBetween, wholeDay, type Interval } from '@liaison/kernel';
import * as fc from 'fast-check';
import { daySchedule } from '../day-schedule/day-schedule.decider.js';
import type { VisitRules } from '../day-schedule/day-schedule.policies.js';
import type { DaySchedule } from '../day-schedule/day-schedule.state.js';
import { narrow, phasesAt, visitAt } from '../visit-type/phases.js';
import { freeTimes, freeTimesNear, nearest, type WantedTimes } from './free-times.js';

const zone = 'America/New_York';
const resources = ['dr-li', 'dr-wu', 'or-3'];
const patients = ['ann', 'bob'];
/** An ordinary day, and those on which the clocks change. */
const dates = ['2026-12-01', '2027-03-14', '2026-11-01'];

const resourceId = fc.constantFrom(...resources);
const phase = fc.record({
  offsetMinutes: fc.integer({ min: -2, max: 4 }).map((n) => n * 15),
  durationMinutes: fc.integer({ min: 1, max: 6 }).map((n) => n * 15),
  load: fc.integer({ min: 1, max: 2 }),
  anyOf: fc.uniqueArray(resourceId, { minLength: 1 }),
});
const visitType = fc
  .record({ durationMinutes: fc.constantFrom(30, 45, 60), phases: fc.array(phase, { minLength: 1, maxLength: 3 }) })
  .chain(({ durationMinutes, phases }) =>
    fc.boolean().map((together) => ({
      departmentId: 'surgery',
      durationMinutes,
      // the last goes with the first, now and then
      phases: phases.map((each, n) => ({
        ...{ name: `phase-${n}`, ...each },
        ...(together && n > 0 && n === phases.length - 1 && { sameAs: 'phase-0', anyOf: phases[0]?.anyOf ?? [] }),
      })),
    })),
  );
const rules: fc.Arbitrary<VisitRules> = fc
  .record({
    leadMinutes: fc.constantFrom(undefined, 90),
    late: fc.boolean(),
    seats: fc.constantFrom(undefined, 2),
    held: fc.boolean(),
    reason: fc.constantFrom(undefined, undefined, 'urgent' as const),
  })
  .map(({ leadMinutes, late, seats, held, reason }) => ({
    leadMinutes,
    horizon: late ? { days: 1, last: '2026-11-30' } : undefined,
    group: seats && { visitTypeId: 'other', seats },
    blocks: held
      ? dates.map((date) => ({
          blockId: `block-${date}`,
          resourceId: 'or-3',
          holders: ['dr-li'],
          ...wholeDay(date, zone),
          releasedAt: '2028-01-01T00:00:00Z',
        }))
      : undefined,
    overbooking: reason && { role: 'coordinator', reason },
  }));
const span = fc.tuple(fc.integer({ min: 0, max: 80 }), fc.integer({ min: 1, max: 40 }));
const history = fc.record({
  hours: fc.array(span, { minLength: 3, maxLength: 3 }),
  taken: fc.array(fc.tuple(resourceId, fc.constantFrom(...patients), span), { maxLength: 6 }),
  closed: fc.array(fc.tuple(fc.constantFrom({}, { departmentId: 'surgery' }, { departmentId: 'other' }, { resourceId: 'or-3' }), span), {
    maxLength: 2,
  }),
});

/** A day of that date with hours, visits and closures, as far as they can be had. */
const dayOf = (date: string, { hours, taken, closed }: typeof history extends fc.Arbitrary<infer T> ? T : never): DaySchedule => {
  const { from } = localDay(date, zone);
  const time = ([start, length]: readonly [number, number]): Interval => ({
    from: addMinutes(from, start * 15),
    to: addMinutes(from, (start + length) * 15),
  });
  const commands: Parameters<typeof daySchedule.decide>[0][] = [
    ...hours.map((each, n) => ({
      type: 'ReceiveHours' as const,
      data: { resourceId: resources[n] ?? '', serial: 1, capacity: 1 + (n % 2), hours: [time(each)] },
    })),
    ...taken.map(([resource, patientId, each], n) => ({
      type: 'BookAppointment' as const,
      data: {
        ...{ appointmentId: `taken-${n}`, patientId, siteId: 'north', departmentId: 'surgery', visitTypeId: 'other', date, zone },
        ...{ gridMinutes: 15, now: '2026-01-01T00:00:00Z', ...time(each) },
        phases: [{ name: 'phase-0', load: 1, anyOf: [resource], ...time(each) }],
        rules: n % 2 ? { group: { visitTypeId: 'other', seats: 2 } } : undefined,
      },
    })),
    ...closed.map(([what, each], n) => ({ type: 'CloseHours' as const, data: { closureId: `closure-${n}`, ...what, ...time(each) } })),
  ];
  return commands.reduce((day, command) => {
    const decision = daySchedule.decide(command, day);
    return decision.accepted ? decision.events.reduce(daySchedule.evolve, day) : day;
  }, daySchedule.initial);
};

describe('Finding and booking', () => {
  const situation = fc.record({
    date: fc.constantFrom(...dates),
    history,
    visitType,
    gridMinutes: fc.constantFrom(15, 30, 60, 120),
    patientId: fc.constantFrom(...patients),
    with: fc.subarray(resources),
    later: fc.integer({ min: -4, max: 60 }),
    rules,
  });

  it('agree all over the day, on the grid and off it: what is offered is booked, with what was offered, and nothing else is', () =>
    fc.assert(
      fc.property(situation, ({ date, history: past, later, ...asked }) => {
        const day = dayOf(date, past);
        const calendar = localDay(date, zone);
        const now = addMinutes(calendar.from, later * 15);
        const wanted: WantedTimes = { ...asked, zone, date };
        const offers = new Map(freeTimes(day, wanted, now, 1_000).map((offer) => [offer.from, offer]));
        const { visitType: kind, gridMinutes, patientId } = wanted;
        const every = Array.from({ length: minutesBetween(calendar.from, calendar.to) / 20 + 6 }, (_, n) =>
          addMinutes(calendar.from, (n - 3) * 20 - (n % 3) * 5),
        );
        for (const start of new Set([...every, ...offers.keys()])) {
          const decision = daySchedule.decide(
            {
              type: 'BookAppointment',
              data: {
                ...{
                  appointmentId: 'new',
                  patientId: patientId ?? '',
                  siteId: 'north',
                  visitTypeId: 'other',
                  date,
                  zone,
                  gridMinutes,
                  now,
                },
                rules: wanted.rules,
                ...{
                  departmentId: kind.departmentId,
                  ...visitAt(kind, start),
                  phases: phasesAt({ phases: narrow(kind.phases, wanted.with) }, start),
                },
              },
            },
            day,
          );
          const [event] = decision.accepted ? decision.events : [];
          const uses = event?.type === 'AppointmentBooked' ? event.data.uses : undefined;
          expect(uses).toEqual(offers.get(start)?.uses);
        }
      }),
      { numRuns: 30 },
    ));

  it('name as nearest to a time what is nearest of all that there is', () =>
    fc.assert(
      fc.property(
        situation,
        fc.integer({ min: -10, max: 110 }),
        fc.integer({ min: 1, max: 4 }),
        ({ date, history: past, later, ...asked }, at, count) => {
          const day = dayOf(date, past);
          const { from } = localDay(date, zone);
          const [now, start] = [addMinutes(from, later * 15), addMinutes(from, at * 15)];
          const wanted: WantedTimes = { ...asked, zone, date };
          const all = freeTimes(day, wanted, now, 1_000);
          expect(freeTimesNear(day, wanted, now, { start, count })).toEqual(nearest(start, all, count));
        },
      ),
      { numRuns: 50 },
    ));

  it('agree on each offer by itself: what its id says is booked, with no other resources than were offered', () =>
    fc.assert(
      fc.property(situation, ({ date, history: past, later, ...asked }) => {
        const day = dayOf(date, past);
        const now = addMinutes(localDay(date, zone).from, later * 15);
        const { visitType: kind, gridMinutes, patientId, rules: of } = asked;
        for (const { from, uses } of freeTimes(day, { ...asked, zone, date }, now, 1_000)) {
          const offered = uses.map(({ resourceId: id }) => id);
          const visit = { appointmentId: 'new', patientId, siteId: 'north', departmentId: 'surgery', visitTypeId: 'other', date, zone };
          const phases = phasesAt({ phases: narrow(kind.phases, offered) }, from);
          const data = { ...visit, ...visitAt(kind, from), phases, gridMinutes, now, rules: of };
          const decision = daySchedule.decide({ type: 'BookAppointment', data }, day);
          const [event] = decision.accepted ? decision.events : [];
          const taken = event?.type === 'AppointmentBooked' ? event.data.uses.map(({ resourceId: id }) => id) : ['nothing'];
          expect(offered).toEqual(expect.arrayContaining(taken));
        }
      }),
      { numRuns: 50 },
    ));
});
