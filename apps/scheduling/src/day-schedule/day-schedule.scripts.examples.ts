import type { Interval } from '@liaison/kernel';
import * as fc from 'fast-check';
import { daySchedule, type DayScheduleCommand } from './day-schedule.decider.js';
import { undoableSteps, type DayScheduleEvent, type Use } from './day-schedule.events.js';
import { book, date } from './day-schedule.examples.js';
import type { WantedComing, WantedLeaving } from './reserve-visits/reserve-visits.js';
import type { WantedPhase } from './day-schedule.policies.js';
import type { AppointmentFacts, DaySchedule } from './day-schedule.state.js';

/** Scripts of commands for one day, in any order and by clocks that need not agree: what properties run. */
export const instant = (quarters: number) =>
  `${date}T${String(8 + Math.floor(quarters / 4)).padStart(2, '0')}:${String((quarters % 4) * 15).padStart(2, '0')}:00Z`;
const uuid = (kind: number, n: number) => `00000000-0000-7000-800${kind}-${String(n).padStart(12, '0')}`;
export const resources = ['dr-li', 'dr-wu', 'or-3'];

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
const hours = fc.array(times(12), { maxLength: 2 });
const serial = fc.integer({ min: 1, max: 6 });
const closureId = fc.constantFrom('flood', 'drill');

/** Before the day begins, minutes apart: when plans are made. */
const early = fc.integer({ min: 0, max: 90 }).map((n) => `${date}T0${6 + Math.floor(n / 60)}:${String(n % 60).padStart(2, '0')}:00Z`);
/** During the day: when things happen. */
const during = fc.integer({ min: 0, max: 32 }).map(instant);
const by = fc.constantFrom('desk', 'portal');
const minutes = fc.integer({ min: 1, max: 60 });

const booking = fc
  .tuple(appointmentId, patientId, phases, early, by)
  .map(([id, patient, parts, now, who]) => book(id, patient, parts, { gridMinutes: 15, now, by: who }));
const holding = fc
  .tuple(booking, by, minutes)
  .map(([{ data }, who, length]) => ({ type: 'HoldAppointment', data: { ...data, by: who, minutes: length } }) as const);
const ofHold = fc.tuple(appointmentId, early, by, minutes).chain(([id, now, who, length]) => {
  const data = { appointmentId: id, now, by: who };
  return fc.constantFrom(
    { type: 'BookHeld', data } as const,
    { type: 'RenewHold', data: { ...data, minutes: length } } as const,
    { type: 'ReleaseHold', data } as const,
    { type: 'ExpireHold', data } as const,
  );
});
const ofLife = fc.tuple(appointmentId, during, fc.constantFrom(...undoableSteps)).chain(([id, now, step]) => {
  const data = { appointmentId: id, now };
  return fc.constantFrom(
    { type: 'ConfirmAppointment', data } as const,
    { type: 'RecordArrival', data } as const,
    { type: 'CheckInPatient', data } as const,
    { type: 'StartEncounter', data: { ...data, encounterId: uuid(4, 1) } } as const,
    { type: 'FinishEncounter', data } as const,
    { type: 'RecordNoShow', data: { ...data, graceMinutes: 0 } } as const,
    { type: 'CancelAppointment', data: { ...data, reason: 'pat' } } as const,
    { type: 'EnterInError', data } as const,
    { type: 'UndoStep', data: { ...data, step } } as const,
  );
});
const moving = fc.tuple(appointmentId, phases, early, resourceId).chain(([id, parts, now, other]) => {
  const { from, to } = book(id, id, parts).data;
  return fc.constantFrom(
    { type: 'MoveAppointment', data: { appointmentId: id, now, from, to, phases: parts, gridMinutes: 15 } } as const,
    { type: 'ReassignResource', data: { appointmentId: id, now, phase: 'phase-0', resourceId: other } } as const,
  );
});
const otherDay = { siteId: 'north', date: '2026-12-02' };
const before = { ...otherDay, zone: 'Europe/London', from: '2026-12-02T09:00:00Z', to: '2026-12-02T10:00:00Z' };
const comings = fc.array(fc.tuple(booking, fc.boolean()), { maxLength: 2 });
const leavings = fc.uniqueArray(fc.tuple(appointmentId, fc.boolean()), { maxLength: 2, selector: ([id]) => id });
/** Parts of commitments over several days: bookings, moves from and to another day and within this one, cancellations. */
const ofCommitment = fc
  .tuple(fc.integer({ min: 1, max: 4 }), comings, leavings, fc.boolean(), early)
  .chain(([n, visits, gone, shifts, now]) => {
    const own = { commitmentId: uuid(5, n), siteId: 'north', date };
    const leaving = gone.map(([id, isMoved], k): WantedLeaving => ({
      part: k,
      appointmentId: id,
      ...(isMoved ? { to: otherDay } : { reason: 'pat' }),
    }));
    const shifted = shifts ? leaving.find(({ to }) => to)?.appointmentId : undefined;
    const coming = visits.map(([{ data: asked }, isMoved], k): WantedComing => {
      const { now: _, by: __, ...data } = asked;
      const id = k === 0 && shifted !== undefined ? shifted : data.appointmentId;
      const previously = { ...before, uses: [{ phase: 'visit', resourceId: 'or-3', load: 1, from: before.from, to: before.to }] };
      return { ...data, appointmentId: id, part: 10 + k, ...((isMoved || id === shifted) && { previously }) };
    });
    const isTwice = new Set(coming.map(({ appointmentId: id }) => id)).size < coming.length;
    return fc.constantFrom(
      { type: 'ReserveVisits', data: { ...own, coming: isTwice ? coming.slice(1) : coming, leaving, now } } as const,
      { type: 'ConfirmReservation', data: { commitmentId: own.commitmentId, now } } as const,
      { type: 'ReleaseReservation', data: { ...own, now } } as const,
    );
  });
const allotment = fc.record({ resourceId, serial, capacity: fc.integer({ min: 1, max: 3 }), hours });

export const command: fc.Arbitrary<DayScheduleCommand> = fc.oneof(
  { weight: 6, arbitrary: booking },
  { weight: 4, arbitrary: holding },
  { weight: 3, arbitrary: ofHold },
  { weight: 3, arbitrary: moving },
  { weight: 5, arbitrary: ofLife },
  { weight: 6, arbitrary: ofCommitment },
  allotment.map((data) => ({ type: 'ReceiveHours' as const, data })),
  allotment.map((data) => ({ type: 'ReturnHours' as const, data })),
  fc.tuple(closureId, times(4)).map(([id, time]) => ({ type: 'CloseHours' as const, data: { closureId: id, ...time } })),
  closureId.map((id) => ({ type: 'ReopenHours' as const, data: { closureId: id } })),
);

/** All three are there all day; after that anything may happen, in any order. */
const start: readonly DayScheduleCommand[] = resources.map((id, n) => ({
  type: 'ReceiveHours',
  data: { resourceId: id, serial: 1, capacity: 1 + n, hours: [{ from: instant(0), to: instant(32) }] },
}));
export const script = fc.array(command, { minLength: 1, maxLength: 40 }).map((commands) => [...start, ...commands]);

export type Seen = {
  readonly command: DayScheduleCommand;
  readonly refusals: readonly { readonly code: string }[];
  readonly events: readonly DayScheduleEvent[];
  readonly day: DaySchedule;
};
/** What each command did, with the day after it. */
export const run = (commands: readonly DayScheduleCommand[]): readonly Seen[] =>
  commands.reduce<readonly Seen[]>((seen, each) => {
    const before = seen.at(-1)?.day ?? daySchedule.initial;
    const decision = daySchedule.decide(each, before);
    const [events, refusals] = decision.accepted ? [decision.events, []] : [[], decision.refusals];
    return [...seen, { command: each, refusals, events, day: events.reduce(daySchedule.evolve, before) }];
  }, []);
export const eventsOf = (seen: readonly Seen[]) => seen.flatMap(({ events }) => events);

const ends = [
  'AppointmentCancelled',
  'AppointmentEnteredInError',
  'AppointmentMissed',
  'AppointmentMovedAway',
  'HoldExpired',
  'HoldReleased',
];

/** From the events alone: who takes their time and resources. */
export const standing = (events: readonly DayScheduleEvent[]): readonly AppointmentFacts[] => {
  const known = new Map<string, AppointmentFacts>();
  const up = new Set<string>();
  for (const event of events) {
    if (!('appointmentId' in event.data)) continue;
    const { appointmentId: id } = event.data;
    if ('uses' in event.data) known.set(id, event.data);
    if (ends.includes(event.type) || (event.type === 'AppointmentStepUndone' && event.data.status === 'noshow')) up.delete(id);
    else up.add(id);
  }
  return [...known.values()].filter(({ appointmentId: id }) => up.has(id));
};
/** From the events alone: what commitments have reserved. */
export const reservedBy = (events: readonly DayScheduleEvent[]): readonly AppointmentFacts[] => {
  const reserved = new Map<string, readonly AppointmentFacts[]>();
  for (const { type, data } of events) {
    if (type === 'VisitsReserved') reserved.set(data.commitmentId, data.coming);
    if (type === 'ReservationEnded') reserved.delete(data.commitmentId);
  }
  return [...reserved.values()].flat();
};
/** By a commitment, which had reserved it before: then it was judged. */
export const isConfirmed = (events: readonly DayScheduleEvent[]): boolean => events.some(({ type }) => type === 'ReservationEnded');
/** The appointments that somebody planned by these events; what merely happened may clash. */
const plannedBy = (events: readonly DayScheduleEvent[]): readonly string[] =>
  (isConfirmed(events) ? [] : events).flatMap((event) => {
    const isPlan = 'uses' in event.data || (event.type === 'AppointmentStepUndone' && event.data.step === 'no-show');
    return isPlan && 'appointmentId' in event.data ? [event.data.appointmentId] : [];
  });
/** What was planned by these events, and beside what it has to fit; what a commitment takes away makes room for what it brings. */
export const plansOf = (events: readonly DayScheduleEvent[], all: readonly DayScheduleEvent[]) => {
  const [up, reserved] = [standing(all), reservedBy(all)];
  const by = events.find((event) => event.type === 'VisitsReserved')?.data;
  const leaving = new Set(by?.leaving.map(({ appointmentId: id }) => id));
  const beside = [...up.filter(({ appointmentId: id }) => !leaving.has(id)), ...reserved];
  return { planned: by ? by.coming : up.filter(({ appointmentId: id }) => plannedBy(events).includes(id)), beside };
};
export const usesOf = ({ uses }: AppointmentFacts): readonly Use[] => uses;
export const loadAt = (uses: readonly Use[], id: string, time: string): number =>
  uses.filter((use) => use.resourceId === id && use.from <= time && time < use.to).reduce((sum, { load }) => sum + load, 0);
export const everyQuarter = Array.from({ length: 32 }, (_, n) => instant(n));
