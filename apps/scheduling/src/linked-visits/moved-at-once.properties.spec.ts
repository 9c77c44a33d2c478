import type { Asked } from '@liaison/event-store';
import { addDays, addMinutes } from '@liaison/kernel';
import * as fc from 'fast-check';
import { v5 as uuidv5 } from 'uuid';
import * as catalogue from '../catalogue/catalogue.state.js';
import { linkedInMemory } from '../testing/linked-in-memory.js';
import { processInMemory } from '../testing/process-in-memory.js';
import { memory } from '../testing/store-in-memory.js';
import { brokenGaps } from './gaps.policies.js';
import type { WantedVisit } from './linked-visits.handler.js';
import { timesNow } from './linked-visits.handler.js';

const uuid = (kind: number, n: number) => `00000000-0000-7000-800${kind}-${String(n).padStart(12, '0')}`;
const daysOfWeek = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const;
const availableTime = [{ daysOfWeek, availableStartTime: '00:00', availableEndTime: '24:00' }];
const definitions = [
  { type: 'SiteDefined', data: { siteId: 'north', name: 'North', zone: 'Europe/London' } },
  { type: 'DepartmentDefined', data: { siteId: 'north', departmentId: 'day', name: 'Day', gridMinutes: 60 } },
  { type: 'ResourceDefined', data: { resourceId: 'hall', kind: 'room', name: 'Hall', capacity: 20 } },
  { type: 'ResourceHoursSet', data: { resourceId: 'hall', siteId: 'north', zone: 'Europe/London', availableTime } },
  {
    type: 'VisitTypeDefined',
    data: {
      ...{ siteId: 'north', visitTypeId: 'visit', departmentId: 'day', name: 'Visit', durationMinutes: 60 },
      phases: [{ name: 'hall', offsetMinutes: 0, durationMinutes: 120, load: 1, anyOf: ['hall'] }],
    },
  },
];
const known = definitions.reduce((so, event, n) => catalogue.evolve(so, event as catalogue.CatalogueEvent, n + 1), catalogue.initial);

const linkedVisitsId = uuid(4, 1);
const names = ['lab', 'scan', 'talk'] as const;
const gaps = [
  { first: 'lab', then: 'scan', leastMinutes: 60, greatestMinutes: 240 },
  { first: 'scan', then: 'talk', leastMinutes: 60 },
];
/** 14:00, 17:00 and 21:00 of one evening: what is moved later passes midnight, or is of the next date. */
const starts = ['2026-12-07T14:00:00Z', '2026-12-07T17:00:00Z', '2026-12-07T21:00:00Z'];
const visits: readonly WantedVisit[] = names.map((name, n) => ({
  ...{ name, siteId: 'north', visitTypeId: 'visit', with: [], needs: [], preparation: [], start: starts[n] ?? '' },
}));

const deed = fc.record({
  which: fc.integer({ min: 0, max: 2 }),
  by: fc.integer({ min: -4, max: 6 }),
  /** The same request may be answered by two processes. */
  twice: fc.boolean(),
  killedAt: fc.option(fc.integer({ min: 0, max: 9 }), { nil: undefined, freq: 3 }),
});

class Killed extends Error {}

const setUp = async () => {
  const shared = memory();
  const asked: Asked = { commandId: uuid(6, 1), by: 'desk', at: '2026-12-06T11:00:00Z', fingerprint: 'setup' };
  const { linked } = linkedInMemory(known, processInMemory(known, shared, asked.at));
  expect((await linked.book(linkedVisitsId, { patientId: uuid(2, 1), visits, gaps }, asked)).accepted).toBe(true);
  const { visits: written } = await linked.written(linkedVisitsId);
  return { shared, ids: written.map(({ appointmentId }) => appointmentId) };
};

describe('Linked visits that several people move at once', () => {
  it(
    'keep every gap, whoever is killed in between, and somebody has his way',
    () =>
      fc.assert(
        fc.asyncProperty(fc.array(deed, { minLength: 2, maxLength: 4 }), fc.scheduler(), async (deeds, scheduler) => {
          const { shared, ids } = await setUp();
          const door = scheduler.scheduleFunction(() => Promise.resolve());
          const act = async ({ which, by, killedAt }: (typeof deeds)[number], n: number, mortal: boolean) => {
            let appends = 0;
            let isDead = false;
            const process = processInMemory(known, shared, '2026-12-06T12:00:00Z', async (asks) => {
              await door();
              isDead ||= mortal && asks === 'append' && appends++ === killedAt;
              if (isDead) throw new Killed();
            });
            const { mover } = linkedInMemory(known, process);
            const asked: Asked = { commandId: uuid(3, n), by: 'desk', at: '2026-12-06T12:00:00Z', fingerprint: 'same' };
            const move = { start: addMinutes(starts[which] ?? '', by * 60), with: [], breakGaps: false };
            return mover.move(ids[which] ?? '', move, asked);
          };
          const forgiven = (fault: unknown) => {
            if (fault instanceof Killed) return undefined;
            throw fault;
          };
          const answers = Promise.all(
            deeds.flatMap((each, n) => (each.twice ? [true, false] : [true]).map((mortal) => act(each, n, mortal).catch(forgiven))),
          );
          const outcomes = await scheduler.waitFor(answers);

          const after = processInMemory(known, shared, '2026-12-06T13:00:00Z');
          for (const n of deeds.keys()) await after.finishing.settle(uuidv5('commitment', uuid(3, n)));
          const { linked } = linkedInMemory(known, after);
          const now = timesNow((await linked.now(linkedVisitsId))?.visits ?? []);
          expect(now).toHaveLength(names.length);
          expect(brokenGaps(now, gaps)).toEqual([]);
          for (const n of [-1, 0, 1, 2]) {
            const { state } = await after.streams.days.load(`north/${addDays('2026-12-07', n)}`);
            expect([state.reservations.size, state.coming.size, state.leaving.size]).toEqual([0, 0, 0]);
          }
          // of different visits, each of which could be moved alone, one is moved at least
          const alone = deeds.every(({ which, by }) => {
            const from = addMinutes(starts[which] ?? '', by * 60);
            const times = names.map((name, k) => ({ name, from: starts[k] ?? '', to: addMinutes(starts[k] ?? '', 60) }));
            return brokenGaps(times.with(which, { name: names[which] ?? 'lab', from, to: addMinutes(from, 60) }), gaps).length === 0;
          });
          const isQuiet = deeds.every(({ killedAt }) => killedAt === undefined);
          if (alone && isQuiet && new Set(deeds.map(({ which }) => which)).size === deeds.length)
            expect(outcomes.some((outcome) => outcome?.accepted)).toBe(true);
        }),
        { numRuns: 200 },
      ),
    120_000,
  );

  it.each([
    ['the one', [1, 2]],
    ['the other', [2, 1]],
  ])('at the very same pace: %s has his way, and the other is told why not', async (_, requests) => {
    const { shared, ids } = await setUp();
    const later = addMinutes(starts[1] ?? '', 60);
    const earlier = addMinutes(starts[0] ?? '', -120); // each may be, and both together are five hours apart
    const outcomes = await Promise.all(
      [later, earlier].map((start, n) => {
        const { mover } = linkedInMemory(known, processInMemory(known, shared, '2026-12-06T12:00:00Z'));
        const asked = { commandId: uuid(3, requests[n] ?? 0), by: 'desk', at: '2026-12-06T12:00:00Z', fingerprint: 'same' };
        return mover.move(ids[n === 0 ? 1 : 0] ?? '', { start, with: [], breakGaps: false }, asked);
      }),
    );
    expect(outcomes.filter(({ accepted }) => accepted)).toHaveLength(1);
    const codes = outcomes.flatMap((outcome) => (outcome.accepted ? [] : outcome.refusals.map(({ code }) => code)));
    expect(['commitment-pending', 'commitment-abandoned', 'gap-broken']).toContain(codes[0]);
  });
});
