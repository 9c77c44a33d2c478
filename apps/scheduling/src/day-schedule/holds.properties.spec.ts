import * as fc from 'fast-check';
import type { DayScheduleEvent } from './day-schedule.events.js';
import { eventsOf, reservedBy, run, script, standing, type Seen } from './day-schedule.scripts.examples.js';

const latestOf = (events: readonly DayScheduleEvent[]): string =>
  events.reduce((latest, { data }) => ('at' in data && data.at !== undefined && data.at > latest ? data.at : latest), '');
/** From the events alone: the last that was said of a hold, ended or not. */
const expiryOf = (events: readonly DayScheduleEvent[], id: string): string =>
  events
    .flatMap((event) =>
      (event.type === 'AppointmentHeld' || event.type === 'HoldRenewed') && event.data.appointmentId === id ? [event.data.expiresAt] : [],
    )
    .at(-1) ?? '';
/** What each command came upon: everything before it, and "now" as it must be taken then. */
const moments = (seen: readonly Seen[]) =>
  seen.map(({ command, events, refusals }, n) => {
    const before = eventsOf(seen.slice(0, n));
    const latest = latestOf(before);
    const clock = 'now' in command.data ? command.data.now : '';
    return { command, events, refusals, before, now: clock > latest ? clock : latest };
  });

describe('A hold, whatever the clocks of those who plan say', () => {
  const property = (check: (moment: ReturnType<typeof moments>[number]) => void) =>
    fc.assert(
      fc.property(script, (commands) => moments(run(commands)).forEach(check)),
      { numRuns: 300 },
    );

  it('is neither booked nor renewed once its expiry has passed by anybody’s clock', () =>
    property(({ events, before, now }) => {
      for (const event of events)
        if (event.type === 'HoldRenewed' || (event.type === 'AppointmentBooked' && event.data.fromHold))
          expect(expiryOf(before, event.data.appointmentId) > now).toBe(true);
    }));

  it('stands in nobody’s way once its expiry has passed by anybody’s clock', () =>
    property(({ command, refusals, before, now }) => {
      if (command.type !== 'BookAppointment' && command.type !== 'HoldAppointment') return;
      const planned = new Set([...standing(before), ...reservedBy(before)].map(({ appointmentId }) => appointmentId));
      const held = new Set(before.flatMap((event) => (event.type === 'AppointmentHeld' ? [event.data.appointmentId] : [])));
      const booked = new Set(before.flatMap((event) => (event.type === 'AppointmentBooked' ? [event.data.appointmentId] : [])));
      for (const refusal of refusals)
        for (const id of 'takenBy' in refusal ? (refusal.takenBy as readonly string[]) : [])
          expect(booked.has(id) || (planned.has(id) && !held.has(id)) || expiryOf(before, id) > now).toBe(true);
    }));

  it('expires once, and not before its time', () =>
    property(({ events, before }) => {
      for (const event of events)
        if (event.type === 'HoldExpired') {
          expect(event.data.at >= event.data.expiresAt).toBe(true);
          expect(expiryOf(before, event.data.appointmentId)).toBe(event.data.expiresAt);
          expect(before.some(({ type, data }) => type === 'HoldExpired' && data.appointmentId === event.data.appointmentId)).toBe(false);
        }
    }));

  it('is booked, renewed and released by whoever took it, and by nobody else', () =>
    property(({ command, events, before }) => {
      for (const event of events) {
        const isHolders =
          event.type === 'HoldRenewed' || event.type === 'HoldReleased' || (event.type === 'AppointmentBooked' && event.data.fromHold);
        if (isHolders) expect('by' in command.data && command.data.by).toBe(holderOf(before, event.data.appointmentId));
      }
    }));

  it('lets time go on, never back', () =>
    fc.assert(
      fc.property(script, (commands) => {
        const times = eventsOf(run(commands)).flatMap((event) =>
          /^Hold|Held$/.test(event.type) && 'at' in event.data ? [event.data.at] : [],
        );
        expect(times).toEqual(times.toSorted());
      }),
    ));
});

const holderOf = (events: readonly DayScheduleEvent[], id: string): string | undefined =>
  events.flatMap((event) => (event.type === 'AppointmentHeld' && event.data.appointmentId === id ? [event.data.holder] : []))[0];
