import { randomUUID } from 'node:crypto';
import { fakeClock, freshDatabase } from '@liaison/testing';
import { startForTest, type ProblemBody, type Role } from '@liaison/service-kit';
import request from 'supertest';
import { scheduling } from '../scheduling.service.js';

type Method = 'put' | 'post' | 'get' | 'delete';

/** The service on a database of its own, with a clock that stands still, as people outside talk to it. */
export const schedulingOverHttp = async (now = '2026-11-24T12:00:00Z') => {
  const database = await freshDatabase();
  const clock = fakeClock(now);
  const system = await startForTest([scheduling], { databaseUrl: database.url, clock });
  const tokens = new Map<Role, string>();
  for (const role of ['coordinator', 'clerk'] as const) tokens.set(role, await system.token(role));
  const ask = (method: Method, path: string, role: Role = 'coordinator') =>
    request(system.url)
      [method](`/scheduling${path}`)
      .set('authorization', `Bearer ${tokens.get(role)}`);
  const command = (method: Method, path: string, body?: object, role: Role = 'coordinator') =>
    ask(method, path, role).set('idempotency-key', randomUUID()).send(body);
  return {
    clock,
    ask,
    command,
    get: (path: string) => ask('get', path).expect(200),
    /** Has to be accepted. */
    put: (path: string, body: object) => command('put', path, body).expect(200),
    /** Replaces what is there. */
    replace: async (path: string, body: object) => {
      const { headers } = await ask('get', path).expect(200);
      return command('put', path, body).set('if-match', String(headers['etag'])).expect(200);
    },
    book: (visit: { readonly siteId: string; readonly visitTypeId: string; readonly start: string } & object, role?: Role) =>
      command('put', `/appointments/${randomUUID()}`, { patientId: randomUUID(), ...visit }, role),
    stop: async () => {
      await system.stop();
      await database.drop();
    },
  };
};
export type SchedulingOverHttp = Awaited<ReturnType<typeof schedulingOverHttp>>;

export const codesOf = ({ body }: { readonly body: ProblemBody }): readonly string[] => body.errors.map(({ code }) => code);
export const pointersOf = ({ body }: { readonly body: ProblemBody }): readonly unknown[] => body.errors.map(({ pointer }) => pointer);

export const weekdays = (from = '08:00', to = '17:00') => [
  { daysOfWeek: ['mon', 'tue', 'wed', 'thu', 'fri'], availableStartTime: from, availableEndTime: to },
];
