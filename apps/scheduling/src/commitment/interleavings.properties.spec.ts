import type { Asked } from '@liaison/event-store';
import { addDays } from '@liaison/kernel';
import * as fc from 'fast-check';
import { v5 as uuidv5 } from 'uuid';
import * as catalogue from '../catalogue/catalogue.state.js';
import { carriedTypes } from '../day-schedule/carrying-over-midnight.js';
import { appointmentOf, resourceDay, stands, type DaySchedule } from '../day-schedule/day-schedule.state.js';
import { peakLoad } from '../day-schedule/fitting/peak-load.js';
import { usesOf } from '../day-schedule/taken.js';
import { processInMemory, type ProcessInMemory } from '../testing/process-in-memory.js';
import { memory, type Memory } from '../testing/store-in-memory.js';
import type { Part } from './parts.js';

const uuid = (kind: number, n: number) => `00000000-0000-7000-800${kind}-${String(n).padStart(12, '0')}`;
const dates = [0, 1, 2].map((n) => addDays('2026-12-07', n));
const dayAfter = '2026-12-10';
const daysOfWeek = ['mon', 'tue', 'wed', 'thu', 'fri'] as const;
const open = [
  { daysOfWeek, availableStartTime: '00:00', availableEndTime: '01:00' },
  { daysOfWeek, availableStartTime: '08:00', availableEndTime: '10:00' },
  { daysOfWeek, availableStartTime: '23:00', availableEndTime: '24:00' },
];
const definitions = [
  { type: 'SiteDefined', data: { siteId: 'north', name: 'North', zone: 'Europe/London' } },
  { type: 'DepartmentDefined', data: { siteId: 'north', departmentId: 'day', name: 'Day', gridMinutes: 30 } },
  { type: 'ResourceDefined', data: { resourceId: 'chair', kind: 'room', name: 'Chair', capacity: 1 } },
  { type: 'ResourceHoursSet', data: { resourceId: 'chair', siteId: 'north', zone: 'Europe/London', availableTime: open } },
  {
    type: 'VisitTypeDefined',
    data: {
      ...{ siteId: 'north', visitTypeId: 'dialysis', departmentId: 'day', name: 'Dialysis', durationMinutes: 60 },
      phases: [{ name: 'chair', offsetMinutes: 0, durationMinutes: 60, load: 1, anyOf: ['chair'] }],
    },
  },
];
const known = definitions.reduce((so, event, n) => catalogue.evolve(so, event as catalogue.CatalogueEvent, n + 1), catalogue.initial);

class Killed extends Error {}
const start = (date: string, time: string) => `${date}T${time}:00Z`;
const appointments = [1, 2, 3].map((n) => uuid(1, n));
const bookPart = (appointmentId: string, n: number, to: string): Part => ({
  ...{ kind: 'book', appointmentId, patientId: uuid(2, n % 2), siteId: 'north', visitTypeId: 'dialysis', start: to, with: [], needs: [] },
});

const slot = fc
  .tuple(fc.constantFrom(...dates), fc.constantFrom('00:00', '08:00', '09:00', '23:30', '23:30'))
  .map(([date, time]) => start(date, time));
const part = fc
  .tuple(fc.constantFrom(...appointments), slot, fc.integer({ min: 0, max: 9 }))
  .map(([appointmentId, to, n]): Part =>
    n === 0 ? { kind: 'cancel', appointmentId, reason: 'pat' } : { kind: 'move', appointmentId, start: to, with: [] },
  );
const parts = fc.uniqueArray(part, { minLength: 1, maxLength: 3, selector: ({ appointmentId }) => appointmentId });
const deed = fc.record({
  parts: fc.tuple(parts, fc.option(slot, { nil: undefined })),
  /** Which request it is: the same one may be answered by two processes. */
  request: fc.integer({ min: 1, max: 3 }),
  killedAt: fc.option(fc.integer({ min: 0, max: 14 }), { nil: undefined }),
  what: fc.constantFrom('commit', 'commit', 'commit', 'arrive', 'cancel'),
});
type Deed = typeof deed extends fc.Arbitrary<infer One> ? One : never;

const isCarried = ({ type }: { readonly type: string }) => (carriedTypes as readonly string[]).includes(type);
const daysNow = async ({ streams }: ProcessInMemory): Promise<readonly DaySchedule[]> =>
  Promise.all([...dates, dayAfter].map(async (date) => (await streams.days.load(`north/${date}`)).state));

const act = async (shared: Memory, { parts: [given, fresh], request, killedAt, what }: Deed, n: number, door: () => Promise<void>) => {
  let appends = 0;
  let isDead = false;
  const process = processInMemory(known, shared, `2026-12-06T12:00:0${n}Z`, async (asks) => {
    await door();
    isDead ||= asks === 'append' && appends++ === killedAt;
    if (isDead) throw new Killed();
  });
  const asked: Asked = { commandId: uuid(3, request), by: 'desk', at: `2026-12-06T12:00:0${n}Z`, fingerprint: 'same' };
  const [{ appointmentId } = { appointmentId: '' }] = given;
  if (what === 'arrive')
    return process.desk.act(appointmentId, { ...asked, commandId: uuid(4, n) }, (of) => ({ type: 'RecordArrival', data: of }));
  if (what === 'cancel')
    return process.desk.act(appointmentId, { ...asked, commandId: uuid(4, n) }, (of) => ({
      type: 'CancelAppointment',
      data: { ...of, reason: 'pat' },
    }));
  const all = fresh === undefined ? given : [...given, bookPart(uuid(5, request), request, fresh)];
  return process.commitments.commit({ commitmentId: uuidv5('commitment', asked.commandId), parts: all }, asked);
};

describe('Commitments of several processes, whatever happens in between', () => {
  it(
    'leave each appointment on the one day that its booking names, nothing held, and nobody and nothing used twice',
    () =>
      fc.assert(
        fc.asyncProperty(fc.array(deed, { minLength: 1, maxLength: 4 }), fc.scheduler(), async (deeds, scheduler) => {
          const shared = memory();
          const setup = processInMemory(known, shared, '2026-12-06T11:00:00Z');
          for (const [n, appointmentId] of appointments.entries()) {
            const asked = { commandId: uuid(6, n), by: 'desk', at: '2026-12-06T11:00:00Z', fingerprint: 'setup' };
            const wanted = {
              commitmentId: uuidv5('commitment', asked.commandId),
              parts: [bookPart(appointmentId, n, start(dates[n] ?? '', n === 0 ? '23:30' : '08:00'))],
            };
            expect((await setup.commitments.commit(wanted, asked)).accepted).toBe(true);
          }
          // the same request asks for the same
          const byRequest = new Map(deeds.toReversed().map((each) => [each.request, each.parts]));
          const door = scheduler.scheduleFunction(() => Promise.resolve());
          const answers = Promise.all(
            deeds.map((each, n) =>
              act(shared, { ...each, parts: byRequest.get(each.request) ?? each.parts }, n, door).catch((fault: unknown) => {
                if (fault instanceof Killed) return undefined;
                throw fault;
              }),
            ),
          );
          const outcomes = await scheduler.waitFor(answers);

          const after = processInMemory(known, shared, '2026-12-06T13:00:00Z');
          const ids = [
            ...new Set(shared.events.flatMap(({ stream }) => (stream.startsWith('scheduling.commitment-') ? [stream.slice(22)] : []))),
          ];
          for (const id of ids) await after.finishing.settle(id);
          // as the follower does, however late
          for (const event of shared.events) if (isCarried(event)) await after.carrying.follow(event);
          const commitments = await Promise.all(ids.map(async (id) => (await after.streams.commitments.load(id)).state));
          expect(commitments.every(({ status }) => status === 'completed')).toBe(true);
          const days = await daysNow(after);
          for (const day of days) {
            expect([day.reservations.size, day.coming.size, day.leaving.size]).toEqual([0, 0, 0]);
            const { taken, capacity } = resourceDay(day, 'chair');
            expect(peakLoad(usesOf(taken))).toBeLessThanOrEqual(capacity);
            for (const visits of day.ofPatient.values()) expect(new Set(visits.map(({ from }) => from)).size).toBe(visits.length);
          }
          for (const appointmentId of appointments) {
            const { state } = await after.streams.bookings.load(appointmentId);
            const on = dates.filter((_, n) => days[n] && appointmentOf(days[n], appointmentId));
            expect(on).toEqual([state.status === 'requested' && state.date]);
          }
          // both days of a visit over midnight say the same of it
          for (const [n, day] of days.entries())
            for (const [appointmentId, { stands: isTaken, facts, commitmentId }] of day.continuations) {
              const home = days[dates.indexOf(facts.home)];
              const known = home && appointmentOf(home, appointmentId);
              const isThere = known?.beyond?.commitmentId === commitmentId && home !== undefined && stands(home, appointmentId);
              expect([n, isTaken]).toEqual([n, isThere]);
            }
          for (const [n, day] of days.entries())
            for (const { appointmentId, beyond } of day.appointments.values())
              if (beyond && stands(day, appointmentId)) expect(days[n + 1]?.continuations.get(appointmentId)?.stands).toBe(true);
          // what was answered with yes is committed, and what was answered with no is not
          for (const [n, { what, request }] of deeds.entries()) {
            const outcome = outcomes[n];
            const { state } = await after.streams.commitments.load(uuidv5('commitment', uuid(3, request)));
            if (what === 'commit' && outcome) expect(state.status === 'completed' && state.outcome === 'committed').toBe(outcome.accepted);
          }
          for (const { status, ...commitment } of commitments)
            if (status === 'completed' && 'outcome' in commitment && commitment.outcome === 'abandoned')
              for (const { kind, appointmentId } of commitment.facts.parts)
                if (kind === 'book') expect(days.some((day) => stands(day, appointmentId))).toBe(false);
        }),
        { numRuns: 150 },
      ),
    120_000,
  );
});
