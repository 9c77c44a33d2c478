import * as catalogue from '../../catalogue/catalogue.state.js';
import { FreeTimesFinder } from '../../free-times/find-free-times.js';
import { SchedulingStreams } from '../../scheduling.streams.js';
import { memory, storeOf, type Memory } from '../../testing/store-in-memory.js';
import { DaySchedules } from '../day-schedules.js';
import { BookAppointmentHandler } from './book-appointment.handler.js';

const now = '2026-12-01T12:00:00Z';
const date = '2026-12-07';
const uuid = (n: number) => `00000000-0000-7000-8000-${String(n).padStart(12, '0')}`;
const open = [{ daysOfWeek: ['mon'] as const, availableStartTime: '08:00', availableEndTime: '10:00' }];
const hours = (availableTime: readonly object[]) =>
  ({ type: 'ResourceHoursSet', data: { resourceId: 'chair', siteId: 'north', zone: 'Europe/London', availableTime } }) as const;
const clinic = [
  { type: 'SiteDefined', data: { siteId: 'north', name: 'North', zone: 'Europe/London' } },
  { type: 'DepartmentDefined', data: { siteId: 'north', departmentId: 'day', name: 'Day', gridMinutes: 60 } },
  { type: 'ResourceDefined', data: { resourceId: 'chair', kind: 'room', name: 'Chair', capacity: 1 } },
  hours(open),
  {
    type: 'VisitTypeDefined',
    data: {
      ...{ siteId: 'north', visitTypeId: 'dialysis', departmentId: 'day', name: 'Dialysis', durationMinutes: 60 },
      phases: [{ name: 'chair', offsetMinutes: 0, durationMinutes: 60, load: 1, anyOf: ['chair'] }],
    },
  },
];
const knownAfter = (...more: readonly object[]) =>
  [...clinic, ...more].reduce(
    (so: catalogue.CatalogueState, event, n) => catalogue.evolve(so, event as catalogue.CatalogueEvent, n + 1),
    catalogue.initial,
  );

/** A process, which knows what there is to book when it is told. */
const processOn = (shared: Memory) => {
  let known = knownAfter();
  let reads = 0;
  const count = async (asks: string) => void (reads += asks === 'read' ? 1 : 0);
  const streams = new SchedulingStreams({ store: storeOf(shared, count) });
  const days = new DaySchedules(streams);
  const finder = new FreeTimesFinder(days, () => now);
  const catalogueHere = { fresh: () => Promise.resolve(known) };
  const ofOneDate = { book: () => Promise.resolve(undefined) };
  const handler = new BookAppointmentHandler(streams, catalogueHere, days, finder, { has: () => false }, ofOneDate);
  let visits = 0;
  return {
    learns: (...more: readonly object[]) => void (known = knownAfter(...more)),
    reads: () => reads,
    async book(id: number, hour: number) {
      const wanted = { appointmentId: uuid(id), patientId: uuid(100 + id), start: `${date}T0${hour}:00:00Z` };
      const asked = { commandId: uuid(1_000 * id + visits++), by: 'desk', at: now, fingerprint: 'same' };
      return handler.book({ ...wanted, siteId: 'north', visitTypeId: 'dialysis', with: [], needs: [] }, asked);
    },
  };
};

describe('Booking on a day that this process has seen before', () => {
  it('does not look at it again', async () => {
    const here = processOn(memory());
    expect((await here.book(1, 8)).accepted).toBe(true);
    const before = here.reads();
    expect((await here.book(2, 9)).accepted).toBe(true);
    expect(here.reads()).toBe(before);
  });

  it('brings the hours again that another process gave back meanwhile', async () => {
    const shared = memory();
    const [here, there] = [processOn(shared), processOn(shared)];
    expect((await here.book(1, 8)).accepted).toBe(true);
    there.learns(hours([]));
    expect(await there.book(2, 9)).toMatchObject({ accepted: false, refusals: [{ code: 'resource-not-there' }] });
    here.learns(hours([]), hours(open));
    expect((await here.book(3, 9)).accepted).toBe(true);
  });

  it('refuses what another process has booked meanwhile, with the times that are left', async () => {
    const shared = memory();
    const [here, there] = [processOn(shared), processOn(shared)];
    await here.book(1, 8);
    await there.book(2, 9);
    const refused = await here.book(3, 9);
    expect(refused).toMatchObject({ accepted: false, repeated: false, refusals: [{ code: 'capacity-exceeded' }] });
    expect(refused).toMatchObject({ context: { alternatives: [{}, {}, {}] } });
  });
});
