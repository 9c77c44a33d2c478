import { addDays, addMinutes, gridOf, localDateOf, localDay, minutesBetween } from '@liaison/kernel';
import * as fc from 'fast-check';
import { v5 as uuidv5 } from 'uuid';
import { bookable } from '../catalogue/bookable.js';
import * as catalogue from '../catalogue/catalogue.state.js';
import { resourceDay, type DaySchedule } from '../day-schedule/day-schedule.state.js';
import { peakLoad } from '../day-schedule/fitting/peak-load.js';
import { usesOf } from '../day-schedule/taken.js';
import { processInMemory, type ProcessInMemory } from '../testing/process-in-memory.js';
import { memory } from '../testing/store-in-memory.js';
import type { Part } from './parts.js';

const uuid = (kind: number, n: number) => `00000000-0000-7000-800${kind}-${String(n).padStart(12, '0')}`;
/** Nights in which the clocks change, with the evenings before them, and those of places far ahead of UTC. */
const places = [
  { zone: 'America/New_York', date: '2026-10-31' },
  { zone: 'America/New_York', date: '2026-11-01' },
  { zone: 'America/New_York', date: '2027-03-13' },
  { zone: 'America/New_York', date: '2027-03-14' },
  { zone: 'Australia/Lord_Howe', date: '2026-10-03' },
  { zone: 'Australia/Lord_Howe', date: '2027-04-03' },
  { zone: 'Pacific/Apia', date: '2026-12-01' },
  { zone: 'Pacific/Tongatapu', date: '2026-12-31' },
] as const;
const early = '2026-10-01T00:00:00Z';

const daysOfWeek = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const;
const resources = ['or-3', 'or-5', 'crew'];
const shifts = [
  [['00:00', '24:00']],
  [
    ['00:00', '07:00'],
    ['19:00', '24:00'],
  ],
  [
    ['00:00', '02:30'],
    ['21:30', '24:00'],
  ],
  [['08:00', '23:30']],
] as const;
const phase = fc.record({
  offsetMinutes: fc.constantFrom(-60, -30, 0, 30, 120),
  durationMinutes: fc.constantFrom(30, 60, 180, 300),
  load: fc.integer({ min: 1, max: 2 }),
  anyOf: fc.uniqueArray(fc.constantFrom(...resources), { minLength: 1 }),
});
const situation = fc.record({
  hours: fc.array(fc.constantFrom(...shifts), { minLength: 3, maxLength: 3 }),
  phases: fc.array(phase, { minLength: 1, maxLength: 3 }),
  together: fc.boolean(),
  durationMinutes: fc.constantFrom(30, 120, 300),
  gridMinutes: fc.constantFrom(30, 60),
  /** Half hours after the first midnight. */
  booked: fc.array(fc.integer({ min: -10, max: 100 }), { maxLength: 5 }),
  closed: fc.array(fc.tuple(fc.constantFrom({}, { departmentId: 'ward' }, { resourceId: 'or-3' }), fc.integer({ min: 36, max: 60 })), {
    maxLength: 2,
  }),
  later: fc.constantFrom(undefined, 20, 47),
  pick: fc.nat(),
});
type Situation = typeof situation extends fc.Arbitrary<infer One> ? One : never;

const anOrdinaryNight: Situation = {
  ...{ hours: [shifts[0], shifts[0], shifts[0]], together: true, durationMinutes: 120, gridMinutes: 30 },
  phases: [
    { offsetMinutes: -30, durationMinutes: 180, load: 1, anyOf: ['or-3', 'or-5'] },
    { offsetMinutes: 120, durationMinutes: 30, load: 1, anyOf: ['or-3', 'or-5'] },
  ],
  ...{ booked: [46], closed: [], later: undefined, pick: 1 },
};

const catalogueOf = (zone: string, { hours, phases, together, durationMinutes, gridMinutes }: Situation) => {
  const named = phases.map((each, n) => ({
    ...{ name: `phase-${n}`, ...each },
    ...(together && n > 0 && { sameAs: 'phase-0', anyOf: phases[0]?.anyOf ?? [] }),
  }));
  const times = (n: number) =>
    (hours[n] ?? []).map(([availableStartTime, availableEndTime]) => ({ daysOfWeek, availableStartTime, availableEndTime }));
  const definitions = [
    { type: 'SiteDefined', data: { siteId: 'north', name: 'North', zone } },
    { type: 'DepartmentDefined', data: { siteId: 'north', departmentId: 'ward', name: 'Ward', gridMinutes } },
    ...resources.flatMap((resourceId, n) => [
      { type: 'ResourceDefined', data: { resourceId, kind: 'room', name: resourceId, capacity: 1 + (n % 2) } },
      { type: 'ResourceHoursSet', data: { resourceId, siteId: 'north', zone, availableTime: times(n) } },
    ]),
    {
      type: 'VisitTypeDefined',
      data: { siteId: 'north', visitTypeId: 'watch', departmentId: 'ward', name: 'Watch', durationMinutes, phases: named },
    },
  ];
  return definitions.reduce((so, event, n) => catalogue.evolve(so, event as catalogue.CatalogueEvent, n + 1), catalogue.initial);
};
const bookPart = (n: number, start: string, patient: number): Part => ({
  ...{ kind: 'book', appointmentId: uuid(1, n), patientId: uuid(2, patient), siteId: 'north', visitTypeId: 'watch', start },
  ...{ with: [], needs: [] },
});
const commit = ({ commitments }: ProcessInMemory, part: Part, n: number, at: string) => {
  const commandId = uuid(3, n);
  const asked = { commandId, by: 'desk', at, fingerprint: `${n}` };
  return commitments.commit({ commitmentId: uuidv5('commitment', commandId), parts: [part] }, asked);
};
const daysAround = async ({ streams }: ProcessInMemory, date: string): Promise<readonly DaySchedule[]> =>
  Promise.all([-1, 0, 1, 2].map(async (n) => (await streams.days.load(`north/${addDays(date, n)}`)).state));
const minutesIn = (all: readonly { readonly from: string; readonly to: string }[]) =>
  all.reduce((sum, { from, to }) => sum + minutesBetween(from, to), 0);

describe('Finding and booking over midnight', () => {
  it.each(places)(
    'agree in $zone from $date on: what is offered is booked as it was offered, on both dates, and nothing else is',
    async ({ zone, date }) => {
      let crossings = 0;
      await fc.assert(
        fc.asyncProperty(situation, async (given) => {
          const known = catalogueOf(zone, given);
          const shared = memory();
          const calendar = localDay(date, zone);
          const before = processInMemory(known, shared, early);
          for (const [n, halfHours] of given.booked.entries())
            await commit(before, bookPart(n, addMinutes(calendar.from, halfHours * 30), n % 2), n, early);
          for (const [n, [what, halfHours]] of given.closed.entries()) {
            const closure = { from: addMinutes(calendar.from, halfHours * 30), to: addMinutes(calendar.from, halfHours * 30 + 120) };
            const data = { closureId: `closure-${n}`, ...what, ...closure };
            for (const on of [date, addDays(date, 1)])
              await before.streams.days.handle(
                `north/${on}`,
                { type: 'CloseHours', data },
                { commandId: uuid(4, n), by: 'desk', at: early },
              );
          }

          const now = given.later === undefined ? early : addMinutes(calendar.from, given.later * 30);
          const process = processInMemory(known, shared, now);
          const found = bookable(known, { siteId: 'north', visitTypeId: 'watch', wanted: [] });
          if (!('visitType' in found)) return;
          const patientId = uuid(2, 0);
          const offers = new Map(
            (await process.finder.on(known, { ...found, patientId, with: [] }, date, 1_000)).map((offer) => [offer.from, offer.uses]),
          );
          const nearMidnight = gridOf(calendar, 30).filter(
            (start) => start < addMinutes(calendar.from, 120) || start >= addMinutes(calendar.to, -6 * 60),
          );
          for (const start of [...nearMidnight, addMinutes(calendar.to, -35)]) {
            const asked = { commandId: uuid(5, 1), at: now };
            const { fits, refusals } = await process.commitments.preview([bookPart(90, start, 0)], asked);
            expect([start, refusals.length === 0 ? fits[0]?.uses : undefined]).toEqual([start, offers.get(start)]);
          }

          const crossing = [...offers].filter(
            ([, uses]) => uses.some(({ to }) => to > calendar.to) || uses.some(({ from }) => from < calendar.from),
          );
          const [start, uses] = crossing[given.pick % Math.max(crossing.length, 1)] ?? [];
          if (start === undefined || uses === undefined) return;
          crossings += 1;
          const taken = (days: readonly DaySchedule[]) =>
            days.flatMap((day) => resources.flatMap((id) => usesOf(resourceDay(day, id).taken)));
          const free = minutesIn(taken(await daysAround(process, date)));
          expect((await commit(process, bookPart(91, start, 0), 91, now)).accepted).toBe(true);
          const days = await daysAround(process, date);
          for (const day of days)
            for (const id of resources) {
              const { taken: all, capacity } = resourceDay(day, id);
              expect(peakLoad(usesOf(all))).toBeLessThanOrEqual(capacity);
            }
          // as many minutes as the clocks give, whatever they show
          expect(minutesIn(taken(days)) - free).toBe(minutesIn(uses));
          expect(days.map((day) => day.appointments.has(uuid(1, 91)))).toEqual([false, true, false, false]);
          for (const [n, day] of days.entries())
            for (const use of resources.flatMap((id) => usesOf(resourceDay(day, id).taken)))
              expect([localDateOf(use.from, zone), localDateOf(addMinutes(use.to, -1), zone)]).toEqual([
                addDays(date, n - 1),
                addDays(date, n - 1),
              ]);
        }),
        { numRuns: 8, examples: [[anOrdinaryNight]] },
      );
      expect(crossings).toBeGreaterThan(0);
    },
    120_000,
  );
});
