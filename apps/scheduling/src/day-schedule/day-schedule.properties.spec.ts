import { overlap, within, type Interval } from '@liaison/kernel';
import * as fc from 'fast-check';
import { daySchedule, type DayScheduleCommand } from './day-schedule.decider.js';
import { DayScheduleEvent, type AppointmentBooked, type Use } from './day-schedule.events.js';
import { book, date } from './day-schedule.examples.js';
import type { WantedPhase } from './day-schedule.policies.js';
import { appointmentOf, resourceDay, type DaySchedule } from './day-schedule.state.js';

const instant = (quarters: number) =>
  `${date}T${String(8 + Math.floor(quarters / 4)).padStart(2, '0')}:${String((quarters % 4) * 15).padStart(2, '0')}:00Z`;
const uuid = (kind: number, n: number) => `00000000-0000-7000-800${kind}-${String(n).padStart(12, '0')}`;
const resources = ['dr-li', 'dr-wu', 'or-3'];

const resourceId = fc.constantFrom(...resources);
const times = (longest: number): fc.Arbitrary<Interval> =>
  fc
    .tuple(fc.integer({ min: 0, max: 20 }), fc.integer({ min: 1, max: longest }))
    .map(([from, length]) => ({ from: instant(from), to: instant(from + length) }));
const appointmentId = fc.integer({ min: 1, max: 12 }).map((n) => uuid(1, n));
const patientId = fc.integer({ min: 1, max: 4 }).map((n) => uuid(2, n));
const phases: fc.Arbitrary<readonly WantedPhase[]> = fc
  .array(fc.tuple(times(6), fc.integer({ min: 1, max: 2 }), fc.uniqueArray(resourceId, { minLength: 1 })), { minLength: 1, maxLength: 3 })
  .map((parts) => parts.map(([time, load, anyOf], n) => ({ name: `phase-${n}`, load, anyOf, ...time })));
const booking = fc.tuple(appointmentId, patientId, phases).map(([id, patient, parts]) => book(id, patient, parts, { gridMinutes: 15 }));
const hours = fc.array(times(12), { maxLength: 2 });
const serial = fc.integer({ min: 1, max: 6 });
const closureId = fc.constantFrom('flood', 'drill');

const command: fc.Arbitrary<DayScheduleCommand> = fc.oneof(
  { weight: 8, arbitrary: booking },
  {
    weight: 2,
    arbitrary: appointmentId.map((id) => ({
      type: 'CancelAppointment' as const,
      data: { appointmentId: id, reason: 'patient' as const, now: instant(0) },
    })),
  },
  fc
    .record({ resourceId, serial, capacity: fc.integer({ min: 1, max: 3 }), hours })
    .map((data) => ({ type: 'ReceiveHours' as const, data })),
  fc
    .record({ resourceId, serial, capacity: fc.integer({ min: 1, max: 3 }), hours })
    .map((data) => ({ type: 'ReturnHours' as const, data })),
  fc.tuple(closureId, times(4)).map(([id, time]) => ({ type: 'CloseHours' as const, data: { closureId: id, ...time } })),
  closureId.map((id) => ({ type: 'ReopenHours' as const, data: { closureId: id } })),
);

/** All three are there all day; after that anything may happen, in any order. */
const start: readonly DayScheduleCommand[] = resources.map((id, n) => ({
  type: 'ReceiveHours',
  data: { resourceId: id, serial: 1, capacity: 1 + n, hours: [{ from: instant(0), to: instant(32) }] },
}));
const script = fc.array(command, { minLength: 1, maxLength: 40 }).map((commands) => [...start, ...commands]);

type Seen = { readonly command: DayScheduleCommand; readonly events: readonly DayScheduleEvent[]; readonly day: DaySchedule };
/** What each command did, with the day after it. */
const run = (commands: readonly DayScheduleCommand[]): readonly Seen[] =>
  commands.reduce<readonly Seen[]>((seen, each) => {
    const before = seen.at(-1)?.day ?? daySchedule.initial;
    const decision = daySchedule.decide(each, before);
    const events = decision.accepted ? decision.events : [];
    return [...seen, { command: each, events, day: events.reduce(daySchedule.evolve, before) }];
  }, []);
const eventsOf = (seen: readonly Seen[]) => seen.flatMap(({ events }) => events);

/** From the events alone: who is booked and not cancelled. */
const standing = (events: readonly DayScheduleEvent[]): readonly AppointmentBooked['data'][] => {
  const cancelled = new Set(events.flatMap((event) => (event.type === 'AppointmentCancelled' ? [event.data.appointmentId] : [])));
  return events.flatMap((event) => (event.type === 'AppointmentBooked' && !cancelled.has(event.data.appointmentId) ? [event.data] : []));
};
const loadAt = (uses: readonly Use[], id: string, time: string): number =>
  uses.filter((use) => use.resourceId === id && use.from <= time && time < use.to).reduce((sum, { load }) => sum + load, 0);
const everyQuarter = Array.from({ length: 32 }, (_, n) => instant(n));

describe('A day schedule, whatever arrives in whatever order', () => {
  it('takes no resource beyond the capacity and the hours that it has when it is booked', () =>
    fc.assert(
      fc.property(script, (commands) => {
        const seen = run(commands);
        seen.forEach(({ events, day }, n) => {
          const uses = standing(eventsOf(seen.slice(0, n + 1))).flatMap((appointment) => appointment.uses);
          for (const use of events.flatMap((event) => (event.type === 'AppointmentBooked' ? event.data.uses : []))) {
            const { capacity, hours: granted } = resourceDay(day, use.resourceId);
            expect(granted.some((part) => within(use, part))).toBe(true);
            const during = everyQuarter.filter((time) => use.from <= time && time < use.to);
            expect(Math.max(...during.map((time) => loadAt(uses, use.resourceId, time)))).toBeLessThanOrEqual(capacity);
          }
        });
      }),
      { numRuns: 300 },
    ));

  it('sends no patient to two places at once', () =>
    fc.assert(
      fc.property(script, (commands) => {
        const appointments = standing(eventsOf(run(commands)));
        return appointments.every((one, n) =>
          appointments.slice(n + 1).every((other) => one.patientId !== other.patientId || !overlap(one, other)),
        );
      }),
    ));

  it('gives no appointment id to two bookings', () =>
    fc.assert(
      fc.property(script, (commands) => {
        const ids = eventsOf(run(commands)).flatMap((event) => (event.type === 'AppointmentBooked' ? [event.data.appointmentId] : []));
        return new Set(ids).size === ids.length;
      }),
    ));

  it('gives up no hours that an appointment uses', () =>
    fc.assert(
      fc.property(script, (commands) => {
        const seen = run(commands);
        return seen.every(({ events }, n) =>
          events.every(
            (event) =>
              event.type !== 'HoursReturned' ||
              standing(eventsOf(seen.slice(0, n)))
                .flatMap(({ uses }) => uses)
                .every((use) => use.resourceId !== event.data.resourceId || !event.data.hours.some((part) => overlap(part, use))),
          ),
        );
      }),
    ));

  it('books nothing while it is closed', () =>
    fc.assert(
      fc.property(script, (commands) => {
        const seen = run(commands);
        return seen.every(({ events, day }) =>
          events.every(
            (event) =>
              event.type !== 'AppointmentBooked' ||
              [...day.closures.values()].every(
                (closure) => closure === 'reopened' || event.data.uses.every((use) => !overlap(use, closure)),
              ),
          ),
        );
      }),
    ));

  it('records only events that its schema reads back as they were', () =>
    fc.assert(
      fc.property(script, (commands) => {
        const events = eventsOf(run(commands));
        expect(events.map((event) => DayScheduleEvent.parse(JSON.parse(JSON.stringify(event))))).toEqual(events);
      }),
    ));

  it('is the same again when its events are replayed', () =>
    fc.assert(
      fc.property(script, (commands) => {
        const seen = run(commands);
        const replayed = eventsOf(seen).reduce(daySchedule.evolve, daySchedule.initial);
        expect(JSON.stringify(replayed)).toBe(JSON.stringify(seen.at(-1)?.day));
      }),
    ));

  it('decides the same on the same day', () =>
    fc.assert(
      fc.property(script, command, (commands, next) => {
        const day = run(commands).at(-1)?.day ?? daySchedule.initial;
        expect(daySchedule.decide(next, day)).toEqual(daySchedule.decide(next, day));
      }),
    ));

  it('does nothing when the same command comes twice, except that a cancelled booking is not made again', () =>
    fc.assert(
      fc.property(script, (commands) => {
        for (const { command: each, events, day } of run(commands)) {
          const again = daySchedule.decide(each, day);
          if (events.length > 0) expect(again).toEqual({ accepted: true, events: [] });
        }
      }),
    ));

  it('remembers every appointment that it ever had', () =>
    fc.assert(
      fc.property(script, (commands) => {
        const seen = run(commands);
        const day = seen.at(-1)?.day ?? daySchedule.initial;
        const booked = new Set(standing(eventsOf(seen)).map((appointment) => appointment.appointmentId));
        for (const event of eventsOf(seen))
          if (event.type === 'AppointmentBooked')
            expect(appointmentOf(day, event.data.appointmentId)?.status).toBe(
              booked.has(event.data.appointmentId) ? 'booked' : 'cancelled',
            );
      }),
    ));
});
