import { minus, union, type Interval } from '@liaison/kernel';
import { Map, Set } from 'immutable';
import type { AppointmentBooked, AppointmentCancelled, DayScheduleEvent, HoursClosed, Use } from './day-schedule.events.js';
import { usesOf, withoutAppointment, type Taken } from './taken.js';

/**
 * Every resource and every patient of one site on one local date: the boundary inside which nobody is in two places and
 * nothing is used beyond its capacity. Persistent maps, each indexed by what a decision asks for: a full day is never scanned.
 * They hold the events' own data, since copies of it would be most of what folding costs.
 */
export type DaySchedule = {
  /** By resource. */
  readonly hours: Map<string, ResourceHours>;
  /** By resource. */
  readonly taken: Map<string, Taken | undefined>;
  readonly appointments: Map<string, AppointmentFacts>;
  readonly cancelled: Set<string>;
  /** By patient: booked, not cancelled. */
  readonly ofPatient: Map<string, readonly AppointmentFacts[]>;
  readonly closures: Map<string, Closed | 'reopened'>;
  /** Standing closures by what they close; see {@link closedAs}. */
  readonly closed: Map<string, readonly Closed[]>;
};
export type ResourceHours = {
  /** Of the last grant that arrived or was returned before it could. */
  readonly serial: number;
  /** As of that serial. */
  readonly capacity: number;
  readonly hours: readonly Interval[];
};
export type ResourceDay = ResourceHours & { readonly taken: Taken | undefined };
export type AppointmentFacts = AppointmentBooked['data'];
export type Appointment = AppointmentFacts & { readonly status: 'booked' | 'cancelled' };
export type Closed = HoursClosed['data'];

export const initial: DaySchedule = {
  hours: Map(),
  taken: Map(),
  appointments: Map(),
  cancelled: Set(),
  ofPatient: Map(),
  closures: Map(),
  closed: Map(),
};

const noHours: ResourceHours = { serial: 0, capacity: 0, hours: [] };

export const resourceDay = (day: DaySchedule, resourceId: string): ResourceDay => ({
  ...(day.hours.get(resourceId) ?? noHours),
  taken: day.taken.get(resourceId),
});

export const usesOfDay = (day: DaySchedule, resourceId: string): readonly Use[] => usesOf(day.taken.get(resourceId));

/** The hours in which appointments use the resource. */
export const inUse = ({ taken }: ResourceDay): readonly Interval[] => union(usesOf(taken));

export const appointmentOf = (day: DaySchedule, appointmentId: string): Appointment | undefined => {
  const facts = day.appointments.get(appointmentId);
  return facts && { ...facts, status: day.cancelled.has(appointmentId) ? 'cancelled' : 'booked' };
};

export const closedAs = ({ departmentId, resourceId }: Pick<Closed, 'departmentId' | 'resourceId'>): string =>
  resourceId !== undefined ? `resource ${resourceId}` : departmentId !== undefined ? `department ${departmentId}` : 'site';

export const evolve = (day: DaySchedule, event: DayScheduleEvent): DaySchedule => {
  switch (event.type) {
    case 'HoursGranted': {
      const { resourceId, serial, capacity, hours } = event.data;
      return { ...day, hours: day.hours.set(resourceId, { serial, capacity, hours: union(hours) }) };
    }
    case 'HoursReturned': {
      const { resourceId, serial, capacity, hours } = event.data;
      const returned = ({ hours: known }: ResourceHours) => ({ serial, capacity, hours: minus(known, hours) });
      return { ...day, hours: day.hours.update(resourceId, noHours, returned) };
    }
    case 'HoursClosed':
      return {
        ...day,
        closures: day.closures.set(event.data.closureId, event.data),
        closed: day.closed.update(closedAs(event.data), [], (known) => [...known, event.data]),
      };
    case 'HoursReopened':
      return reopened(day, event.data.closureId);
    case 'AppointmentBooked':
      return booked(day, event.data);
    case 'AppointmentCancelled':
      return cancelled(day, event.data);
  }
};

/** Remembered also when the closure never came, so that it takes no effect when it does. */
const reopened = (day: DaySchedule, closureId: string): DaySchedule => {
  const known = day.closures.get(closureId);
  return {
    ...day,
    closures: day.closures.set(closureId, 'reopened'),
    closed:
      known === undefined || known === 'reopened'
        ? day.closed
        : day.closed.update(closedAs(known), [], (standing) => standing.filter((other) => other.closureId !== closureId)),
  };
};

const booked = (day: DaySchedule, facts: AppointmentFacts): DaySchedule => {
  const { appointmentId, patientId, uses } = facts;
  return {
    ...day,
    taken: uses.reduce((taken, use) => taken.set(use.resourceId, { use, appointmentId, before: taken.get(use.resourceId) }), day.taken),
    appointments: day.appointments.set(appointmentId, facts),
    ofPatient: day.ofPatient.set(patientId, [...(day.ofPatient.get(patientId) ?? []), facts]),
  };
};

const cancelled = (day: DaySchedule, { appointmentId, patientId }: AppointmentCancelled['data']): DaySchedule => {
  const uses = day.appointments.get(appointmentId)?.uses ?? [];
  return {
    ...day,
    taken: uses.reduce(
      (taken, { resourceId }) => taken.set(resourceId, withoutAppointment(taken.get(resourceId), appointmentId)),
      day.taken,
    ),
    cancelled: day.cancelled.add(appointmentId),
    ofPatient: day.ofPatient.update(patientId, [], (known) => known.filter((other) => other.appointmentId !== appointmentId)),
  };
};
