import { overlap, within } from '@liaison/kernel';
import * as fc from 'fast-check';
import { daySchedule } from './day-schedule.decider.js';
import { DayScheduleEvent, type Use } from './day-schedule.events.js';
import {
  command,
  eventsOf,
  everyQuarter,
  loadAt,
  isConfirmed,
  plansOf,
  reservedBy,
  resources,
  run,
  script,
  standing,
  usesOf,
} from './day-schedule.scripts.examples.js';
import { appointmentOf, resourceDay, stands, usesOfDay } from './day-schedule.state.js';

describe('A day schedule, whatever arrives in whatever order', () => {
  it('takes no resource beyond the capacity and the hours that it has when it is booked', () =>
    fc.assert(
      fc.property(script, (commands) => {
        const seen = run(commands);
        seen.forEach(({ events, day }, n) => {
          const { planned, beside } = plansOf(events, eventsOf(seen.slice(0, n + 1)));
          const uses = beside.flatMap(usesOf);
          for (const use of planned.flatMap(usesOf)) {
            const { capacity, hours: granted } = resourceDay(day, use.resourceId);
            expect(granted.some((part) => within(use, part))).toBe(true);
            const during = everyQuarter.filter((time) => use.from <= time && time < use.to);
            expect(Math.max(...during.map((time) => loadAt(uses, use.resourceId, time)))).toBeLessThanOrEqual(capacity);
          }
        });
      }),
      { numRuns: 300 },
    ));

  it('plans no patient to be in two places at once', () =>
    fc.assert(
      fc.property(script, (commands) => {
        const seen = run(commands);
        seen.forEach(({ events }, n) => {
          const { planned, beside } = plansOf(events, eventsOf(seen.slice(0, n + 1)));
          for (const one of planned)
            for (const other of beside)
              expect(one.appointmentId !== other.appointmentId && one.patientId === other.patientId && overlap(one, other)).toBe(false);
        });
      }),
    ));

  it('gives no appointment id to two bookings', () =>
    fc.assert(
      fc.property(script, (commands) => {
        const ids = eventsOf(run(commands)).flatMap((event) =>
          event.type === 'AppointmentHeld' || (event.type === 'AppointmentBooked' && !event.data.fromHold)
            ? [event.data.appointmentId]
            : [],
        );
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
              isConfirmed(events) ||
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

  it('does nothing when the same command comes twice, or says why not', () =>
    fc.assert(
      fc.property(script, (commands) => {
        for (const { command: each, events, day } of run(commands)) {
          const again = daySchedule.decide(each, day);
          if (events.length > 0 && again.accepted && !/Undo|Renew/.test(each.type)) expect(again.events).toEqual([]);
          if (events.length > 0 && !/Undo|Renew|Book|Hold/.test(each.type)) expect(again).toEqual({ accepted: true, events: [] });
        }
      }),
    ));

  it('remembers every appointment that it ever had, and takes the time of those that stand', () =>
    fc.assert(
      fc.property(script, (commands) => {
        const seen = run(commands);
        const day = seen.at(-1)?.day ?? daySchedule.initial;
        const standingIds = new Set(standing(eventsOf(seen)).map((appointment) => appointment.appointmentId));
        for (const event of eventsOf(seen))
          if (event.type === 'AppointmentBooked' || event.type === 'AppointmentHeld') {
            expect(appointmentOf(day, event.data.appointmentId) ?? day.movedAway.get(event.data.appointmentId)).toBeDefined();
            expect(stands(day, event.data.appointmentId)).toBe(standingIds.has(event.data.appointmentId));
          }
      }),
    ));

  it('takes of each resource what its standing appointments use and commitments have reserved, and nothing else', () =>
    fc.assert(
      fc.property(script, (commands) => {
        const seen = run(commands);
        const day = seen.at(-1)?.day ?? daySchedule.initial;
        const text = (uses: readonly Use[]) => uses.map((use) => JSON.stringify(use)).toSorted();
        for (const id of resources) {
          const uses = [...standing(eventsOf(seen)), ...reservedBy(eventsOf(seen))].flatMap((appointment) =>
            appointment.uses.filter(({ resourceId }) => resourceId === id),
          );
          expect(text(usesOfDay(day, id))).toEqual(text(uses));
        }
      }),
    ));
});
