import { randomUUID } from 'node:crypto';
import type { Client, Reply } from './client.js';

/** A Tuesday well ahead, so that a test does not age within a run. Its site keeps the time of New York. */
export const visitDay = (() => {
  const day = new Date(Date.now() + 30 * 86_400_000);
  day.setUTCDate(day.getUTCDate() + ((2 - day.getUTCDay() + 7) % 7));
  return day.toISOString().slice(0, 10);
})();

const weekdays = [{ daysOfWeek: ['mon', 'tue', 'wed', 'thu', 'fri'], availableStartTime: '08:00', availableEndTime: '17:00' }];

export type Made = { readonly method: string; readonly path: string; readonly reply: Reply };

const mustWork = async (reply: Promise<Reply>): Promise<Reply> => {
  const { status, body, headers } = await reply;
  if (status >= 300) throw new Error(`${status} ${JSON.stringify(body)}`);
  return { status, body, headers };
};

/**
 * Site `north` in New York with departments `surgery` and `imaging`: surgeon dr-li, rooms or-1 and mri-1, one C-arm for
 * both, and two visit types of one hour that each need it: `pinning` (surgery) and `angiogram` (imaging).
 */
export const buildClinic = async (http: Client): Promise<void> => {
  await mustWork(http.put('/scheduling/sites/north', { name: 'North campus', zone: 'America/New_York' }));
  for (const [id, name] of [
    ['surgery', 'Surgery'],
    ['imaging', 'Imaging'],
  ])
    await mustWork(http.put(`/scheduling/sites/north/departments/${id}`, { name, gridMinutes: 15 }));
  for (const [id, kind] of [
    ['dr-li', 'practitioner'],
    ['or-1', 'room'],
    ['mri-1', 'room'],
    ['c-arm', 'equipment'],
  ]) {
    await mustWork(http.put(`/scheduling/resources/${id}`, { kind, name: id, capacity: 1 }));
    await mustWork(http.put(`/scheduling/sites/north/resources/${id}/hours`, { availableTime: weekdays }));
  }
  const phase = (name: string, ...anyOf: string[]) => ({ name, offsetMinutes: 0, durationMinutes: 60, anyOf });
  await mustWork(
    http.put('/scheduling/sites/north/visit-types/pinning', {
      name: 'Pinning of a fracture',
      departmentId: 'surgery',
      durationMinutes: 60,
      phases: [phase('surgeon', 'dr-li'), phase('room', 'or-1'), phase('imaging', 'c-arm')],
    }),
  );
  await mustWork(
    http.put('/scheduling/sites/north/visit-types/angiogram', {
      name: 'Angiogram',
      departmentId: 'imaging',
      durationMinutes: 60,
      phases: [phase('room', 'mri-1'), phase('imaging', 'c-arm')],
    }),
  );
};

export type FreeTime = { readonly start: string; readonly end: string; readonly local: string; readonly offerId: string };

export const freeTimes = async (http: Client, visitTypeId: string, date = visitDay): Promise<readonly FreeTime[]> => {
  const query = new URLSearchParams({ visitTypeId, from: date, to: date, limit: '100' });
  const { body } = await mustWork(http.get(`/scheduling/sites/north/free-times?${query.toString()}`));
  return body['freeTimes'] as FreeTime[];
};

export const visit = (visitTypeId: string, start: string, patientId: string = randomUUID()) => ({
  siteId: 'north',
  visitTypeId,
  patientId,
  start,
});
