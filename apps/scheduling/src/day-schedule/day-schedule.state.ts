import { minus, union, type Interval } from '@liaison/kernel';
import { Map } from 'immutable';
import {
  booked,
  livedOn,
  pending,
  takesItsTime,
  type Appointment,
  type AppointmentFacts,
  type Hold,
  type Life,
} from './appointment.state.js';
import { continuing, receding, type Continuation } from './continuations.js';
import type { DayOfSite, DayScheduleEvent, HoursClosed, Use } from './day-schedule.events.js';
import { ending, reserving, withoutComing, type Coming, type Reservation } from './reservations.js';
import { freeing, taking } from './standing.js';
import { usesOf, type Taken } from './taken.js';

export type { Appointment, AppointmentFacts } from './appointment.state.js';
export { freeing } from './standing.js';

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
  /** By appointment: what became of it, once anything has. */
  readonly lives: Map<string, Life>;
  /** By appointment: what is held and neither booked, released nor recorded as expired. */
  readonly holds: Map<string, Hold>;
  /** By patient: what takes their time. */
  readonly ofPatient: Map<string, readonly AppointmentFacts[]>;
  readonly closures: Map<string, Closed | 'reopened'>;
  /** Standing closures by what they close; see {@link closedAs}. */
  readonly closed: Map<string, readonly Closed[]>;
  /** By commitment: what it has reserved here and neither done nor released. */
  readonly reservations: Map<string, Reservation>;
  /** By commitment, once it has. */
  readonly ended: Map<string, 'confirmed' | 'released'>;
  /** By appointment: what is reserved for it. */
  readonly coming: Map<string, Coming>;
  /** By appointment: the commitment that is about to take it from where it is. */
  readonly leaving: Map<string, string>;
  /** By appointment of the day before or after: what it takes here, or took. */
  readonly continuations: Map<string, Continuation>;
  /** By appointment: the day that has it now. */
  readonly movedAway: Map<string, DayOfSite>;
  /** Of the stream's last event. */
  readonly revision: number;
  /** The latest time that an event was decided at; see {@link nowOn}. */
  readonly latest: string;
};
export type ResourceHours = {
  /** Of the last grant that arrived or was returned before it could. */
  readonly serial: number;
  /** As of that serial. */
  readonly capacity: number;
  readonly hours: readonly Interval[];
};
export type ResourceDay = ResourceHours & { readonly taken: Taken | undefined };
export type Closed = HoursClosed['data'];

export const initial: DaySchedule = {
  hours: Map(),
  taken: Map(),
  appointments: Map(),
  lives: Map(),
  holds: Map(),
  ofPatient: Map(),
  closures: Map(),
  closed: Map(),
  reservations: Map(),
  ended: Map(),
  coming: Map(),
  leaving: Map(),
  continuations: Map(),
  movedAway: Map(),
  revision: -1,
  latest: '',
};

const noHours: ResourceHours = { serial: 0, capacity: 0, hours: [] };

export const resourceDay = (day: DaySchedule, resourceId: string): ResourceDay => {
  const { serial, capacity, hours } = day.hours.get(resourceId) ?? noHours;
  return { serial, capacity, hours, taken: day.taken.get(resourceId) };
};

export const usesOfDay = (day: DaySchedule, resourceId: string): readonly Use[] => usesOf(day.taken.get(resourceId));

/** The hours in which appointments use the resource. */
export const inUse = ({ taken }: ResourceDay): readonly Interval[] => union(usesOf(taken));

export const appointmentOf = (day: DaySchedule, appointmentId: string): Appointment | undefined => {
  const facts = day.appointments.get(appointmentId);
  return facts && { ...facts, ...(day.lives.get(appointmentId) ?? booked) };
};

/** Whose and what it is: what every event of an appointment says. */
export const visitOf = ({ appointmentId, patientId, siteId, departmentId, visitTypeId, date, beyond }: AppointmentFacts) => ({
  appointmentId,
  patientId,
  siteId,
  departmentId,
  visitTypeId,
  date,
  ...(beyond && { beyond }),
});

/** A visit as it is planned, out of whatever else is said of it. */
export const factsOf = (visit: AppointmentFacts): AppointmentFacts => {
  const { zone, from, to, uses } = visit;
  return { ...visitOf(visit), zone, from, to, uses };
};

/** What stays with an appointment wherever it is moved; whether it is overbooked there is decided anew. */
export const wishesOf = (
  known: AppointmentFacts | undefined,
): Pick<AppointmentFacts, 'needs' | 'authorization' | 'supplyKitId' | 'seriesId' | 'linkedVisitsId'> => ({
  ...(known?.needs && { needs: known.needs }),
  ...(known?.authorization !== undefined && { authorization: known.authorization }),
  ...(known?.supplyKitId !== undefined && { supplyKitId: known.supplyKitId }),
  ...(known?.seriesId !== undefined && { seriesId: known.seriesId }),
  ...(known?.linkedVisitsId !== undefined && { linkedVisitsId: known.linkedVisitsId }),
});

/** Whether the appointment takes its resources and its patient's time. */
export const stands = (day: DaySchedule, appointmentId: string): boolean =>
  day.appointments.has(appointmentId) && takesItsTime(day.lives.get(appointmentId) ?? booked);

/** The later of a clock and the stream's last decision: two processes whose clocks differ never go back behind each other. */
export const nowOn = (day: DaySchedule, clock: string): string => (clock < day.latest ? day.latest : clock);

export const closedAs = ({ departmentId, resourceId }: Pick<Closed, 'departmentId' | 'resourceId'>): string =>
  resourceId !== undefined ? `resource ${resourceId}` : departmentId !== undefined ? `department ${departmentId}` : 'site';

export const evolve = (before: DaySchedule, event: DayScheduleEvent): DaySchedule => {
  const decidedAt = 'at' in event.data ? event.data.at : undefined;
  const day = { ...before, revision: before.revision + 1, latest: nowOn(before, decidedAt ?? '') };
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
    case 'AppointmentHeld': {
      const { holder, expiresAt, at: heldAt, ...facts } = event.data;
      const { appointmentId } = facts;
      return taking(
        {
          ...day,
          appointments: day.appointments.set(appointmentId, facts),
          lives: day.lives.set(appointmentId, { ...pending, revision: day.revision }),
          holds: day.holds.set(appointmentId, { appointmentId, holder, heldAt, expiresAt }),
        },
        facts,
      );
    }
    case 'AppointmentBooked': {
      const { appointmentId } = event.data;
      const held = day.holds.has(appointmentId) ? day.appointments.get(appointmentId) : undefined;
      const free = held ? withoutHold(freeing(day, held), appointmentId) : withoutComing(day, appointmentId);
      return taking({ ...free, appointments: free.appointments.set(appointmentId, event.data) }, event.data);
    }
    case 'AppointmentMoved':
    case 'AppointmentReassigned': {
      const { appointmentId } = event.data;
      const known = withoutComing(day, appointmentId);
      const before = known.appointments.get(appointmentId);
      const { overbooked } = event.data;
      const facts = { ...wishesOf(before), ...factsOf(event.data), ...(overbooked && { overbooked }) };
      const life = livedOn(day.lives.get(appointmentId) ?? booked, event);
      const free = before ? freeing(known, before) : known;
      const lives = day.lives.set(appointmentId, { ...life, revision: day.revision });
      return taking({ ...free, appointments: day.appointments.set(appointmentId, facts), lives }, facts);
    }
    case 'AppointmentMovedAway': {
      const { appointmentId, to } = event.data;
      const facts = day.appointments.get(appointmentId);
      return {
        ...(facts ? freeing(day, facts) : day),
        appointments: day.appointments.delete(appointmentId),
        lives: day.lives.delete(appointmentId),
        movedAway: day.movedAway.set(appointmentId, to),
      };
    }
    case 'AppointmentMovedIn': {
      const { previously: _, commitmentId: __, at: ___, ...facts } = event.data;
      const { appointmentId } = facts;
      const free = withoutComing(day, appointmentId);
      const here = {
        ...free,
        appointments: free.appointments.set(appointmentId, facts),
        lives: free.lives.set(appointmentId, { ...booked, revision: day.revision }),
        movedAway: free.movedAway.delete(appointmentId),
      };
      return taking(here, facts);
    }
    case 'VisitsReserved':
      return reserving(day, event.data);
    case 'ReservationEnded':
      return ending(day, event.data);
    case 'AppointmentContinued':
      return continuing(day, event.data);
    case 'ContinuationEnded':
      return receding(day, event.data);
    case 'HoldRenewed':
    case 'HoldReleased':
    case 'HoldExpired':
    case 'AppointmentConfirmed':
    case 'AppointmentArrived':
    case 'AppointmentCheckedIn':
    case 'AppointmentFulfilled':
    case 'EncounterFinished':
    case 'AppointmentMissed':
    case 'AppointmentCancelled':
    case 'AppointmentEnteredInError':
    case 'AppointmentStepUndone':
    case 'ReminderFellDue': {
      const { appointmentId } = event.data;
      const facts = reaching(day.appointments.get(appointmentId), event);
      const life = day.lives.get(appointmentId) ?? booked;
      const next = livedOn(life, event);
      const after = {
        ...day,
        ...(facts?.beyond && { appointments: day.appointments.set(appointmentId, facts) }),
        holds: heldAfter(day.holds, event),
        lives: day.lives.set(appointmentId, event.type === 'ReminderFellDue' ? next : { ...next, revision: day.revision }),
      };
      if (!facts || takesItsTime(life) === takesItsTime(next)) return after;
      return takesItsTime(next) ? taking(after, facts) : freeing(after, facts);
    }
  }
};

/** What is planned anew over midnight was put there by another commitment. */
const reaching = (facts: AppointmentFacts | undefined, { data }: DayScheduleEvent): AppointmentFacts | undefined =>
  facts?.beyond && 'beyond' in data && data.beyond ? { ...facts, beyond: data.beyond } : facts;

const heldAfter = (holds: Map<string, Hold>, event: DayScheduleEvent): Map<string, Hold> => {
  if (event.type === 'HoldReleased' || event.type === 'HoldExpired') return holds.delete(event.data.appointmentId);
  const hold = event.type === 'HoldRenewed' ? holds.get(event.data.appointmentId) : undefined;
  return hold && event.type === 'HoldRenewed' ? holds.set(hold.appointmentId, { ...hold, expiresAt: event.data.expiresAt }) : holds;
};

/** Booked: it is held no more. */
const withoutHold = (day: DaySchedule, appointmentId: string): DaySchedule => ({
  ...day,
  holds: day.holds.delete(appointmentId),
  lives: day.lives.set(appointmentId, { ...booked, revision: day.revision }),
});

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
