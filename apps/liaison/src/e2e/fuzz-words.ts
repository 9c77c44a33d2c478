import { addDays } from '@liaison/kernel';
import { v5 as uuidv5 } from 'uuid';
import type { Client } from './client.js';
import { buildClinic, freeTimes, visit, visitDay } from './clinic.js';

const id = (name: string) => uuidv5(name, 'a3a0c0de-6a5b-5d5e-8f65-0f2d6d1d6b11');
const patients = Array.from({ length: 12 }, (_, n) => id(`patient ${n}`));

/** A clinic with some visits in it, and which words lead to it: by place of the request, as schemathesis names them. */
export const fuzzWords = async (http: Client): Promise<Readonly<Record<string, readonly string[]>>> => {
  await buildClinic(http);
  const booked = (await freeTimes(http, 'pinning')).filter((_, n) => n % 8 === 0);
  const appointments = await Promise.all(
    booked.map(async ({ start }, n) => {
      const appointmentId = id(`appointment ${n}`);
      await http.put(`/scheduling/appointments/${appointmentId}`, visit('pinning', start, patients[n % patients.length]));
      return appointmentId;
    }),
  );
  const left = await freeTimes(http, 'angiogram');
  const held = await http.post('/scheduling/appointments/$hold', visit('angiogram', left[0]?.start ?? '', patients[0]));
  // some of those who are asked for die, and rooms close, before it comes to booking: there are many, none in another's way
  const days = await Promise.all(Array.from({ length: 12 }, (_, n) => freeTimes(http, 'angiogram', addDays(visitDay, 1 + n))));
  const open = days.flatMap((offers) => offers.filter((_, n) => n % 4 === 0));
  const sites = ['north', 'elsewhere'];
  const departments = ['surgery', 'imaging'];
  const resources = ['dr-li', 'or-1', 'mri-1', 'c-arm'];
  const visitTypes = ['pinning', 'angiogram'];
  const dates = [visitDay, '2027-03-14'];
  const ids = [...appointments, String(held.body['appointmentId'])];
  const positions = ['1', '20', '30'];
  const starts = open.filter((_, n) => n % 2 === 0).map(({ start }) => start);
  const fields = {
    siteId: sites,
    departmentId: departments,
    resourceId: resources,
    visitTypeId: visitTypes,
    patientId: patients,
    date: dates,
    from: dates,
    to: dates,
  };
  return {
    ...Object.fromEntries(
      ['path', 'query', 'body'].flatMap((place) => Object.entries(fields).map(([field, words]) => [`${place}.${field}`, words])),
    ),
    // what is at an address may be changed, may close or die: for others there has to be something to book
    'path.patientId': patients.slice(0, 3),
    'path.resourceId': ['dr-li', 'or-1'],
    'path.visitTypeId': ['pinning'],
    'path.appointmentId': ids,
    'path.caseId': appointments,
    'path.position': positions,
    'query.name': ['scheduling.site-north', 'scheduling.resource-dr-li'],
    'body.start': starts,
    'body.offerId': open.filter((_, n) => n % 2 === 1).map(({ offerId }) => offerId),
    'body.zone': ['America/New_York', 'Europe/Berlin', 'Pacific/Apia'],
    'body.rule': ['FREQ=WEEKLY;BYDAY=TU', 'FREQ=DAILY;COUNT=3'],
  };
};
