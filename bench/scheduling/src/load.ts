import { randomUUID } from 'node:crypto';
import { addMinutes } from '@liaison/kernel';
import type { Runtime } from '@liaison/service-kit';
import { siteId, type Visit } from './hospital.js';

const most = 500;
type Event = { readonly type: string; readonly data: object };

/** Writes days as if every visit had been booked: the hours from each roster, then the appointments. */
export const loadDays = async (store: Runtime['store'], visits: readonly Visit[], planRevision: number): Promise<void> => {
  const days = new Map<string, Visit[]>();
  for (const visit of visits) {
    const day = days.get(visit.date) ?? [];
    day.push(visit);
    days.set(visit.date, day);
  }
  const serials = new Map<string, Event[]>();
  for (const [date, all] of days) {
    const resourceIds = [...new Set(all.flatMap((visit) => visit.resourceIds))];
    const granted = resourceIds.map((resourceId) => grant(resourceId, date));
    for (const { resourceId, serial, capacity, hours } of granted) {
      const roster = `scheduling.roster-${resourceId}/${date.slice(0, 7)}`;
      const allotted = { type: 'HoursAllotted', data: { resourceId, date, siteId, serial, hours, capacity, planRevision } };
      serials.set(roster, [...(serials.get(roster) ?? []), allotted]);
    }
    const events = [...granted.map((data) => ({ type: 'HoursGranted', data })), ...all.map(booked)];
    await append(store, `scheduling.daySchedule-${siteId}/${date}`, events);
  }
  await Promise.all([...serials].map(([stream, events]) => append(store, stream, events)));
};

const grant = (resourceId: string, date: string) => ({
  ...{ resourceId, serial: 1, capacity: 1 },
  hours: [{ from: `${date}T08:00:00Z`, to: `${date}T17:00:00Z` }],
});

const booked = ({ date, start, resourceIds, minutes }: Visit): Event => {
  const time = { from: start, to: addMinutes(start, minutes) };
  const uses = resourceIds.map((resourceId, n) => ({ phase: n === 0 ? 'practitioner' : 'room', resourceId, load: 1, ...time }));
  const visit = { appointmentId: randomUUID(), patientId: randomUUID(), siteId, departmentId: 'all', visitTypeId: 'check-up' };
  return { type: 'AppointmentBooked', data: { ...visit, date, zone: 'UTC', ...time, uses } };
};

const append = async (store: Runtime['store'], stream: string, events: readonly Event[]): Promise<void> => {
  for (let n = 0; n < events.length; n += most)
    await store.append(
      stream,
      n === 0 ? 'no-stream' : n - 1,
      events.slice(n, n + most).map((event) => ({ id: randomUUID(), ...event, metadata: { commandId: randomUUID(), by: 'bench' } })),
    );
};
