import { randomUUID } from 'node:crypto';
import { addDays } from '@liaison/kernel';
import { freshDatabase, type TestDatabase } from '@liaison/testing';
import pg from 'pg';
import { client, type Client } from './e2e/client.js';
import { buildClinic, freeTimes, visit, visitDay } from './e2e/clinic.js';
import { startIssuer, type Issuer } from './e2e/issuer.js';
import { shiftedScheduling, startSystem, type System } from './e2e/system.js';

/** Long enough for a lease of a process that is dead to run out. */
const patience = 120_000;

describe('Scheduling, killed in the middle of what it does by itself', () => {
  let database: TestDatabase;
  let issuer: Issuer;
  let system: System;
  let coordinator: Client;
  let events: pg.Client;

  const start = async (aheadDays = 0) => {
    const env = { DATABASE_URL: database.url, ...issuer.env, CLOCK_AHEAD_DAYS: String(aheadDays) };
    system = await startSystem(env, 'scheduling', shiftedScheduling);
    coordinator = client(system.url, await issuer.token('coordinator'));
  };
  beforeAll(async () => {
    [database, issuer] = await Promise.all([freshDatabase(), startIssuer()]);
    await start();
    await buildClinic(coordinator);
    events = new pg.Client({ connectionString: database.url });
    await events.connect();
  }, 120_000);
  afterAll(async () => {
    await events?.end();
    await system?.stop();
    await issuer?.stop();
    await database?.drop();
  }, 60_000);

  /** How often each thing happened to whom: by the appointment, or by the day. */
  const happened = async (...types: readonly string[]): Promise<ReadonlyMap<string, number>> => {
    const { rows } = await events.query<{ name: string; times: string }>(
      `select type || ' ' || coalesce(data->>'appointmentId', stream) as name, count(*) as times
         from scheduling.events where type = any($1) group by 1`,
      [types],
    );
    return new Map(rows.map(({ name, times }) => [name, Number(times)]));
  };
  const until = async (count: number, ...types: readonly string[]) => {
    while ((await happened(...types)).size < count) continue;
  };
  const once = (names: readonly string[]) => new Map(names.map((name) => [name, 1]));
  const sorted = (map: ReadonlyMap<string, number>) => [...map].toSorted();
  /** An answer that never comes is what a client of a killed process has. */
  const unanswered = (sending: Promise<unknown>) => void sending.catch(() => undefined);
  const book = async (date: string, patientId: string = randomUUID()): Promise<string> => {
    const [time] = await freeTimes(coordinator, 'pinning', date);
    const appointmentId = randomUUID();
    const { status, body } = await coordinator.put(
      `/scheduling/appointments/${appointmentId}`,
      visit('pinning', time?.start ?? '', patientId),
    );
    if (status !== 201) throw new Error(JSON.stringify(body));
    return appointmentId;
  };
  const weekdaysFrom = (date: string, weeks: number) =>
    Array.from({ length: weeks }, (_, n) => [0, 1, 2].map((day) => addDays(date, 7 * n + day))).flat();

  it('closes every day of a closure, each once', async () => {
    const [from, days] = [addDays(visitDay, 200), 60];
    const body = { from: `${from}T12:00:00Z`, to: `${addDays(from, days - 1)}T12:00:00Z`, resourceId: 'c-arm', reason: 'maintenance' };
    unanswered(coordinator.put('/scheduling/sites/north/closures/renewal', body));
    await until(1, 'HoursClosed');
    await system.kill9();
    await start();
    await until(days, 'HoursClosed');
    const dates = Array.from({ length: days }, (_, n) => `HoursClosed scheduling.daySchedule-north/${addDays(from, n)}`);
    expect(sorted(await happened('HoursClosed'))).toEqual(sorted(once(dates)));
  }, 240_000);

  it('cancels all that lies ahead of who has died, each once', async () => {
    const patientId = randomUUID();
    const booked: string[] = [];
    for (const date of weekdaysFrom(visitDay, 4)) booked.push(await book(date, patientId));
    unanswered(coordinator.post(`/scheduling/patients/${patientId}/$deceased`, undefined));
    await until(1, 'AppointmentCancelled');
    await system.kill9();
    await start();
    await until(booked.length, 'AppointmentCancelled');
    expect(sorted(await happened('AppointmentCancelled'))).toEqual(sorted(once(booked.map((id) => `AppointmentCancelled ${id}`))));
    expect(
      (await coordinator.put(`/scheduling/appointments/${randomUUID()}`, visit('pinning', `${visitDay}T18:00:00Z`, patientId))).status,
    ).toBe(409);
  }, 240_000);

  it(
    'lets holds expire and counts who did not come, each once',
    async () => {
      const [missed, held]: [string[], string[]] = [[], []];
      for (const date of weekdaysFrom(visitDay, 5)) {
        missed.push(await book(date));
        const [time] = await freeTimes(coordinator, 'pinning', date);
        const { body } = await coordinator.post('/scheduling/appointments/$hold', visit('pinning', time?.start ?? ''));
        held.push(String(body['appointmentId']));
      }
      await system.stop();
      await start(120);
      await until(1, 'AppointmentMissed', 'HoldExpired');
      await system.kill9();
      await start(120);
      await until(missed.length + held.length, 'AppointmentMissed', 'HoldExpired');
      const names = [...missed.map((id) => `AppointmentMissed ${id}`), ...held.map((id) => `HoldExpired ${id}`)];
      expect(sorted(await happened('AppointmentMissed', 'HoldExpired'))).toEqual(sorted(once(names)));
      for (const [ids, status] of [
        [missed, 'noshow'],
        [held, 'cancelled'],
      ] as const)
        for (const id of ids) expect((await coordinator.get(`/scheduling/appointments/${id}`)).body['status']).toBe(status);
    },
    2 * patience,
  );
});
