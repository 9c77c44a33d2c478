import { addDays, addMinutes, gridOf, localDay } from '@liaison/kernel';
import * as fc from 'fast-check';
import { v5 as uuidv5 } from 'uuid';
import * as catalogue from '../catalogue/catalogue.state.js';
import type { BookPart } from '../commitment/parts.js';
import { resourceDay } from '../day-schedule/day-schedule.state.js';
import { peakLoad } from '../day-schedule/fitting/peak-load.js';
import { usesOf } from '../day-schedule/taken.js';
import { linkedInMemory } from '../testing/linked-in-memory.js';
import { processInMemory, type ProcessInMemory } from '../testing/process-in-memory.js';
import { memory } from '../testing/store-in-memory.js';

const uuid = (kind: number, n: number) => `00000000-0000-7000-800${kind}-${String(n).padStart(12, '0')}`;
/** Evenings before an ordinary night, and before and in those that are an hour longer or shorter; one whose clocks change by half. */
const places = [
  { zone: 'America/New_York', date: '2026-12-01' },
  { zone: 'America/New_York', date: '2026-10-31' },
  { zone: 'America/New_York', date: '2027-03-13' },
  { zone: 'America/New_York', date: '2027-03-14' },
  { zone: 'Australia/Lord_Howe', date: '2026-10-03' },
  { zone: 'Australia/Lord_Howe', date: '2027-04-03' },
] as const;
const early = '2026-10-01T00:00:00Z';
const patientId = uuid(2, 0);

const daysOfWeek = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const;
const rooms = ['or-3', 'or-5'];
const kinds = ['watch', 'scan'] as const;
const kind = fc.record({
  durationMinutes: fc.constantFrom(30, 60, 120, 300),
  /** Preparation before it and cleaning after it, in the same room. */
  offsetMinutes: fc.constantFrom(-60, 0, 0),
  longer: fc.constantFrom(0, 0, 60),
  anyOf: fc.uniqueArray(fc.constantFrom(...rooms), { minLength: 1 }),
});
const situation = fc.record({
  kinds: fc.tuple(kind, kind),
  capacity: fc.integer({ min: 1, max: 2 }),
  leastMinutes: fc.constantFrom(0, 0, 60, 180),
  wider: fc.constantFrom(undefined, 0, 60, 240),
  /** Hours after the first midnight at which others are there. */
  booked: fc.array(fc.integer({ min: 18, max: 34 }), { maxLength: 4 }),
  pick: fc.nat(),
  /** Hours by which the second one is moved. */
  by: fc.integer({ min: -6, max: 6 }),
});
type Situation = typeof situation extends fc.Arbitrary<infer One> ? One : never;

/** What one room would be wanted for by both, of which another is free for one. */
const oneAfterTheOther: Situation = {
  kinds: [
    { durationMinutes: 120, offsetMinutes: 0, longer: 60, anyOf: ['or-3', 'or-5'] },
    { durationMinutes: 60, offsetMinutes: 0, longer: 0, anyOf: ['or-3', 'or-5'] },
  ],
  ...{ capacity: 1, leastMinutes: 0, wider: 0, booked: [], pick: 3, by: 1 },
};

const catalogueOf = (zone: string, { kinds: wanted, capacity }: Situation) => {
  const availableTime = [{ daysOfWeek, availableStartTime: '00:00', availableEndTime: '24:00' }];
  const definitions = [
    { type: 'SiteDefined', data: { siteId: 'north', name: 'North', zone } },
    { type: 'DepartmentDefined', data: { siteId: 'north', departmentId: 'ward', name: 'Ward', gridMinutes: 60 } },
    ...rooms.flatMap((resourceId) => [
      { type: 'ResourceDefined', data: { resourceId, kind: 'room', name: resourceId, capacity } },
      { type: 'ResourceHoursSet', data: { resourceId, siteId: 'north', zone, availableTime } },
    ]),
    ...wanted.map(({ durationMinutes, offsetMinutes, longer, anyOf }, n) => ({
      type: 'VisitTypeDefined',
      data: {
        ...{ siteId: 'north', visitTypeId: kinds[n], departmentId: 'ward', name: 'Night', durationMinutes },
        phases: [{ name: 'room', offsetMinutes, durationMinutes: durationMinutes - offsetMinutes + longer, load: 1, anyOf }],
      },
    })),
  ];
  return definitions.reduce((so, event, n) => catalogue.evolve(so, event as catalogue.CatalogueEvent, n + 1), catalogue.initial);
};
const visit = (n: 0 | 1) => ({ name: kinds[n], siteId: 'north', visitTypeId: kinds[n], with: [], needs: [], preparation: [] });
const bookPart = (n: number, start: string, visitTypeId: string, of: string): BookPart => ({
  ...{ kind: 'book', appointmentId: uuid(1, n), patientId: of, siteId: 'north', visitTypeId, start, with: [], needs: [] },
});
const asked = (n: number) => ({ commandId: uuid(3, n), by: 'desk', at: early, fingerprint: `${n}` });
const minutesFrom = (from: string, to: string) => (Date.parse(to) - Date.parse(from)) / 60_000;
const isWithinCapacity = async ({ streams }: ProcessInMemory, date: string) => {
  for (const n of [-1, 0, 1, 2]) {
    const { state } = await streams.days.load(`north/${addDays(date, n)}`);
    for (const id of rooms) {
      const { taken, capacity } = resourceDay(state, id);
      expect(peakLoad(usesOf(taken))).toBeLessThanOrEqual(capacity);
    }
  }
};

describe('Linked visits over midnight', () => {
  it.each(places)(
    'are found in $zone from $date on if and only if they would be booked, and keep their gap as it is lived, also when moved',
    async ({ zone, date }) => {
      let crossings = 0;
      await fc.assert(
        fc.asyncProperty(situation, async (given) => {
          const known = catalogueOf(zone, given);
          const process = processInMemory(known, memory(), early);
          const { linked, mover, find } = linkedInMemory(known, process);
          const calendar = localDay(date, zone);
          for (const [n, hours] of given.booked.entries()) {
            const parts = [bookPart(n, addMinutes(calendar.from, hours * 60), kinds[n % 2 ? 1 : 0], uuid(2, 1 + n))];
            await process.commitments.commit({ commitmentId: uuidv5('commitment', asked(n).commandId), parts }, asked(n));
          }
          const { leastMinutes, wider } = given;
          const gap = {
            ...{ first: 'watch', then: 'scan', leastMinutes },
            ...(wider !== undefined && { greatestMinutes: leastMinutes + wider }),
          };
          const lasts = given.kinds.map(({ durationMinutes }) => durationMinutes);
          const keeps = (first: string, then: string) => {
            const between = minutesFrom(first, then) - (lasts[0] ?? 0);
            return between >= gap.leastMinutes && between <= (gap.greatestMinutes ?? Infinity);
          };
          const together = async (first: string, then: string) => {
            const parts = [bookPart(90, first, 'watch', patientId), bookPart(91, then, 'scan', patientId)];
            return (await process.commitments.preview(parts, asked(90))).refusals.length === 0;
          };

          const wanted = { patientId, visits: [visit(0), visit(1)], gaps: [gap], from: date, to: addDays(date, 1), limit: 100 };
          const found = await find.find(wanted, asked(91));
          if (!('combinations' in found)) throw new Error('both kinds of visit are there');
          expect(found.complete).toBe(true);
          const offers = found.combinations.map((each) => kinds.map((name) => each.get(name)?.from ?? ''));
          const evening = gridOf(calendar, 60).filter((start) => start >= addMinutes(calendar.to, -4 * 60));
          const night = gridOf(localDay(addDays(date, 1), zone), 60).slice(0, 5);
          const later = [...evening, ...gridOf(localDay(addDays(date, 1), zone), 60)];
          for (const first of [...evening, ...night]) {
            let soonest: string | undefined;
            for (const then of later) if (soonest === undefined && keeps(first, then) && (await together(first, then))) soonest = then;
            expect([first, offers.find(([start]) => start === first)?.[1]]).toEqual([first, soonest]);
          }
          for (const [first = '', then = ''] of offers) expect(keeps(first, then)).toBe(true);

          const crossing = offers.filter(([first = '']) => evening.includes(first));
          const [first, then] = crossing[given.pick % Math.max(crossing.length, 1)] ?? [];
          if (first === undefined || then === undefined) return;
          crossings += 1;
          const visits = [first, then].map((start, n) => ({ ...visit(n === 0 ? 0 : 1), start }));
          const booking = await linked.book(uuid(4, 1), { patientId, visits, gaps: [gap] }, asked(92));
          expect(booking.accepted).toBe(true);
          await isWithinCapacity(process, date);

          const scan = (await linked.written(uuid(4, 1))).visits[1]?.appointmentId ?? '';
          const to = addMinutes(then, given.by * 60);
          const move = { start: to, with: [], breakGaps: false };
          const fits = keeps(first, to);
          const room = (
            await process.commitments.preview([{ kind: 'move', appointmentId: scan, start: to, with: [] }], asked(93))
          ).refusals.map(({ code }) => code);
          const moved = await mover.move(scan, move, asked(94));
          expect([moved.accepted, to]).toEqual([fits && room.length === 0, to]);
          const codes = moved.accepted ? [] : (moved.refusals as { code: string }[]).map(({ code }) => code);
          expect(codes.includes('gap-broken')).toBe(!fits);
          const after = await process.desk.find(scan);
          expect(after?.appointment.from).toBe(moved.accepted ? to : then);
          await isWithinCapacity(process, date);
        }),
        { numRuns: 8, examples: [[oneAfterTheOther]] },
      );
      expect(crossings).toBeGreaterThan(0);
    },
    120_000,
  );
});
