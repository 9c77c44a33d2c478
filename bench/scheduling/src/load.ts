import { randomUUID } from 'node:crypto';
import { addMinutes } from '@liaison/kernel';
import type { Runtime } from '@liaison/service-kit';
import type { Interval } from '@liaison/kernel';
import type { Visit } from './hospital.js';

const most = 500;
type Event = { readonly type: string; readonly data: object };

/** Where the visits are, as it is defined there, and as of which position of the store. */
export type Place = {
  readonly siteId: string;
  readonly zone: string;
  readonly hoursOn: (date: string) => Interval;
  readonly planRevision: number;
};

/** Writes days as if every visit had been booked: the hours from each roster, then the appointments. */
export const loadDays = async (store: Pick<Runtime['store'], 'append'>, visits: readonly Visit[], place: Place): Promise<void> => {
  const { siteId, planRevision } = place;
  const days = new Map<string, Visit[]>();
  for (const visit of visits) {
    const day = days.get(visit.date) ?? [];
    day.push(visit);
    days.set(visit.date, day);
  }
  const serials = new Map<string, Event[]>();
  for (const [date, all] of days) {
    const resourceIds = [...new Set(all.flatMap((visit) => visit.resourceIds))];
    const granted = resourceIds.map((resourceId) => ({ resourceId, serial: 1, capacity: 1, hours: [place.hoursOn(date)] }));
    for (const { resourceId, serial, capacity, hours } of granted) {
      const roster = `scheduling.roster-${resourceId}/${date.slice(0, 7)}`;
      const allotted = { type: 'HoursAllotted', data: { resourceId, date, siteId, serial, hours, capacity, planRevision } };
      serials.set(roster, [...(serials.get(roster) ?? []), allotted]);
    }
    const events = [...granted.map((data) => ({ type: 'HoursGranted', data })), ...all.map((visit) => booked(visit, place))];
    await append(store, `scheduling.daySchedule-${siteId}/${date}`, events);
  }
  await Promise.all([...serials].map(([stream, events]) => append(store, stream, events)));
};

const booked = (
  { date, start, resourceIds, minutes, departmentId = 'all', visitTypeId = 'check-up' }: Visit,
  { siteId, zone }: Place,
): Event => {
  const time = { from: start, to: addMinutes(start, minutes) };
  const uses = resourceIds.map((resourceId, n) => ({ phase: n === 0 ? 'practitioner' : 'room', resourceId, load: 1, ...time }));
  const visit = { appointmentId: randomUUID(), patientId: randomUUID(), siteId, departmentId, visitTypeId };
  return { type: 'AppointmentBooked', data: { ...visit, date, zone, ...time, uses } };
};

const append = async (store: Pick<Runtime['store'], 'append'>, stream: string, events: readonly Event[]): Promise<void> => {
  for (let n = 0; n < events.length; n += most)
    await store.append(
      stream,
      n === 0 ? 'no-stream' : n - 1,
      events.slice(n, n + most).map((event) => ({ id: randomUUID(), ...event, metadata: { commandId: randomUUID(), by: 'bench' } })),
    );
};
