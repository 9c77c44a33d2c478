import { randomUUID } from 'node:crypto';
import { startForTest, type ProblemBody, type Runtime } from '@liaison/service-kit';
import { fakeClock, freshDatabase } from '@liaison/testing';
import request from 'supertest';
import { scheduling } from '../scheduling.service.js';

/** 09:00 of the visit day in North's zone is 14:00 UTC. */
export const visitDay = '2026-12-01';
export const at = (time: string, date = visitDay) => `${date}T${time}:00-05:00`;

const weekdays = [{ daysOfWeek: ['mon', 'tue', 'wed', 'thu', 'fri'], availableStartTime: '08:00', availableEndTime: '17:00' }];

type Options = { readonly now?: string; readonly env?: Readonly<Record<string, string>> };

/** Scheduling alone, on a database of its own, with one site, a doctor and two rooms, some days before the visit day. */
export const startClinic = async ({ now = '2026-11-24T12:00:00Z', env = {} }: Options = {}) => {
  const database = await freshDatabase();
  const clock = fakeClock(now);
  let system = await startForTest([scheduling], { databaseUrl: database.url, clock, env });
  const tokenOf = async (role: 'coordinator' | 'clerk' | 'operator', subject?: string) => `Bearer ${await system.token(role, subject)}`;
  let coordinator = await tokenOf('coordinator');
  const runtime = (): Runtime => {
    const running = system.runtimes[scheduling.name];
    if (!running) throw new Error('scheduling does not run');
    return running;
  };

  const get = (path: string) => request(system.url).get(`/scheduling${path}`).set('authorization', coordinator);
  const command = (method: 'put' | 'post' | 'delete', path: string, body: object = {}, headers: Readonly<Record<string, string>> = {}) =>
    request(system.url)
      [method](`/scheduling${path}`)
      .set({ authorization: coordinator, 'idempotency-key': randomUUID(), ...headers })
      .send(body);
  const visit = (start: string, more: object = {}) => ({
    ...{ siteId: 'north', visitTypeId: 'check-up', patientId: randomUUID(), start, ...more },
  });

  await command('put', '/sites/north', { name: 'North', zone: 'America/New_York' }).expect(200);
  await command('put', '/sites/north/departments/general', { name: 'General', gridMinutes: 15 }).expect(200);
  for (const [id, kind] of [
    ['dr-li', 'practitioner'],
    ['room-1', 'room'],
    ['room-2', 'room'],
  ]) {
    await command('put', `/resources/${id}`, { kind, name: `The ${kind}`, capacity: 1 }).expect(200);
    await command('put', `/sites/north/resources/${id}/hours`, { availableTime: weekdays }).expect(200);
  }
  await command('put', '/sites/north/visit-types/check-up', {
    name: 'Check-up',
    departmentId: 'general',
    durationMinutes: 30,
    phases: [
      { name: 'practitioner', offsetMinutes: 0, durationMinutes: 30, anyOf: ['dr-li'] },
      { name: 'room', offsetMinutes: 0, durationMinutes: 45, anyOf: ['room-1', 'room-2'] },
    ],
  }).expect(200);

  return {
    ...{ clock, runtime, tokenOf, get, command, visit },
    url: () => system.url,
    book: (start: string, more: object = {}) => command('put', `/appointments/${randomUUID()}`, visit(start, more)),
    /** A step of an appointment's life. */
    step: (appointmentId: string, step: string, body: object = {}, headers: Readonly<Record<string, string>> = {}) =>
      command('post', `/appointments/${appointmentId}/${step}`, body, headers),
    codes: ({ body }: { body: ProblemBody }) => body.errors.map(({ code }) => code),
    /** Another process takes over, on the same database. */
    async restart(meanwhile: () => void = () => undefined): Promise<void> {
      await system.stop();
      meanwhile();
      system = await startForTest([scheduling], { databaseUrl: database.url, clock, env });
      coordinator = await tokenOf('coordinator');
    },
    async stop(): Promise<void> {
      await system.stop();
      await database.drop();
    },
  };
};

export type ClinicUnderTest = Awaited<ReturnType<typeof startClinic>>;
