import { addDays, localDateOf } from '@liaison/kernel';
import { roomFor, visitAt, type HospitalSize, type HospitalVisit } from '../../hospital/appointments.js';
import { departmentsOf, hospitalDefinitions, hospitalSite } from '../../hospital/hospital.js';
import type { Definition } from '../../import/definitions.js';
import { mondayFrom } from '../../import/placement.js';
import type { Answer, Context } from '../context.js';
import { Failure } from '../failure.js';
import { define } from '../import/define.js';
import { inLanes } from '../in-lanes.js';
import type { LiaisonApi } from '../liaison-api.js';
import { failureOf } from '../problem.js';
import { keyOf } from './key-of.js';

export type HospitalFlags = HospitalSize & { readonly from?: string };

/** How many visits are booked at once: neighbours are of different days, which do not wait for each other. */
const atOnce = 32;

/** Fills a system with a hospital through the public API. Every command has a key that follows from what it says. */
export const sampleHospital = async (flags: HospitalFlags, { api, screen, now }: Context): Promise<Answer> => {
  const most = roomFor(flags);
  if (flags.appointments > most)
    throw new Failure('hospital-too-small', `${flags.departments} departments have room for ${most} visits in ${flags.days} days`, {
      most,
    });
  const firstDate = flags.from ?? mondayFrom(addDays(localDateOf(now(), hospitalSite.zone), 1));
  const coordinator = api('coordinator');
  const departments = departmentsOf(flags.departments);
  await defineHospital(coordinator, hospitalDefinitions(departments), screen);
  const visitOf = (n: number) => visitAt(n, flags, departments, firstDate);
  const begun = await firstMissing(coordinator, flags.appointments, visitOf);
  if (begun > 0) screen.say(`${begun} visits are there already: going on.`);
  const seconds = await bookFrom(begun, flags.appointments, visitOf, coordinator, screen);
  const sent = flags.appointments - begun;
  return {
    text: `${hospitalSite.siteId} has ${flags.departments} departments, ${departments.length * 15} resources and ${flags.appointments} visits from ${firstDate} on: ${sent} sent in ${Math.round(seconds)} s.`,
    json: { siteId: hospitalSite.siteId, ...flags, from: firstDate, sent, seconds: Number(seconds.toFixed(1)) },
  };
};

const defineHospital = async (
  api: LiaisonApi,
  { places, resources, visitTypes }: ReturnType<typeof hospitalDefinitions>,
  screen: Context['screen'],
): Promise<void> => {
  const progress = screen.progress('Defining', places.length + resources.flat().length + visitTypes.length);
  let done = 0;
  const one = async (definition: Definition) => {
    await define(api, definition, keyOf(definition));
    progress.at(++done);
  };
  const oneAfterAnother = async (definitions: readonly Definition[]) => {
    for (const definition of definitions) await one(definition);
  };
  await oneAfterAnother(places);
  await inLanes(resources, oneAfterAnother, atOnce);
  await inLanes(visitTypes, one, atOnce);
  progress.end();
};

/** Visits are booked in order, up to so many at once: behind the first that is missing others may be there, before it nearly all are. */
const firstMissing = async (api: LiaisonApi, count: number, visitOf: (n: number) => HospitalVisit): Promise<number> => {
  let [there, missing] = [-1, count];
  while (missing - there > 1) {
    const middle = Math.trunc((there + missing) / 2);
    const path = `/scheduling/appointments/${visitOf(middle).appointmentId}`;
    const reply = await api.get(path);
    if (reply.status !== 200 && reply.status !== 404) throw failureOf(reply, `GET ${path}`);
    [there, missing] = reply.status === 200 ? [middle, missing] : [there, middle];
  }
  return Math.max(0, missing - 2 * atOnce);
};

/** @returns seconds */
const bookFrom = async (
  first: number,
  count: number,
  visitOf: (n: number) => HospitalVisit,
  api: LiaisonApi,
  screen: Context['screen'],
): Promise<number> => {
  const progress = screen.progress('Booking', count);
  const from = performance.now();
  let done = first;
  const numbers = Array.from({ length: count - first }, (_, n) => first + n);
  await inLanes(
    numbers,
    async (n) => {
      const { appointmentId, body } = visitOf(n);
      const path = `/scheduling/appointments/${appointmentId}`;
      const reply = await api.put(path, { body, idempotencyKey: `hospital-${appointmentId}` });
      if (reply.status >= 300) throw failureOf(reply, `PUT ${path}`);
      done += 1;
      const rate = (1_000 * (done - first)) / (performance.now() - from);
      progress.at(done, `(${Math.round(rate)} a second, ${Math.ceil((count - done) / rate)} s left)`);
    },
    atOnce,
  );
  progress.end();
  return (performance.now() - from) / 1_000;
};
