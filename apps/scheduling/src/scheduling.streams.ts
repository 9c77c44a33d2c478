import { getHeapStatistics } from 'node:v8';
import { CommandHandler } from '@liaison/event-store';
import type { Runtime } from '@liaison/service-kit';
import type { z } from 'zod';
import { replacedKnowingly, type Decider } from '@liaison/kernel';
import { block } from './block/block.decider.js';
import { BlockEvent } from './block/block.events.js';
import { booking } from './booking/booking.decider.js';
import { BookingEvent } from './booking/booking.events.js';
import { calendarFeed } from './calendar-feed/calendar-feed.decider.js';
import { CalendarFeedEvent } from './calendar-feed/calendar-feed.events.js';
import { closure } from './closure/closure.decider.js';
import { ClosureEvent } from './closure/closure.events.js';
import { commitment } from './commitment/commitment.decider.js';
import { CommitmentEvent } from './commitment/commitment.events.js';
import { daySchedule } from './day-schedule/day-schedule.decider.js';
import { DayScheduleEvent } from './day-schedule/day-schedule.events.js';
import { importRun } from './import/import.decider.js';
import { ImportEvent } from './import/import.events.js';
import { linkedVisits } from './linked-visits/linked-visits.decider.js';
import { LinkedVisitsEvent } from './linked-visits/linked-visits.events.js';
import { patient } from './patient/patient.decider.js';
import { PatientEvent } from './patient/patient.events.js';
import { resource, type ResourceCommand } from './resource/resource.decider.js';
import { ResourceEvent } from './resource/resource.events.js';
import type { Resource } from './resource/resource.state.js';
import { roster } from './roster/roster.decider.js';
import { RosterEvent } from './roster/roster.events.js';
import { series } from './series/series.decider.js';
import { SeriesEvent } from './series/series.events.js';
import { site, type SiteCommand } from './site/site.decider.js';
import { SiteEvent } from './site/site.events.js';
import type { Site } from './site/site.state.js';
import { visitType } from './visit-type/visit-type.decider.js';
import { VisitTypeEvent } from './visit-type/visit-type.events.js';

const mebibyte = 1024 * 1024;
/**
 * For days that are kept in mind; a large hospital's takes four mebibytes. A seventh of the heap: what comes and goes needs room as
 * well. Where the heap is large it is what a search of some weeks asks for.
 */
export const roomForDays = (heapBytes: number): number => Math.min(256 * mebibyte, Math.max(16 * mebibyte, Math.floor(heapBytes / 7)));

/** Every stream family of the service: `scheduling.<category>-<id>`, the decider that rules it and the events it holds. */
export class SchedulingStreams {
  readonly sites;
  readonly resources;
  readonly visitTypes;
  readonly closures;
  readonly blocks;
  readonly commitments;
  readonly rosters;
  readonly days;
  readonly bookings;
  readonly imports;
  readonly patients;
  readonly calendarFeeds;
  readonly series;
  readonly linkedVisits;

  constructor({ store }: Pick<Runtime, 'store'>) {
    const family = <Command, State, Event extends { type: string; data: unknown }, Refusal extends { code: string }>(
      category: string,
      decider: Decider<Command, State, Event, Refusal>,
      events: z.ZodType<Event>,
      cacheBytes?: number,
    ) => new CommandHandler(store, { context: 'scheduling', category, decider, events, ...(cacheBytes !== undefined && { cacheBytes }) });
    this.sites = family('site', replacedKnowingly(site, isDefinedInSite), SiteEvent);
    this.resources = family('resource', replacedKnowingly(resource, isDefinedOfResource), ResourceEvent);
    this.visitTypes = family(
      'visitType',
      replacedKnowingly(visitType, (_, { status }) => status === 'defined'),
      VisitTypeEvent,
    );
    this.closures = family('closure', closure, ClosureEvent);
    this.blocks = family(
      'block',
      replacedKnowingly(block, ({ type }, { status }) => type === 'DefineBlock' && status === 'defined'),
      BlockEvent,
    );
    this.rosters = family('roster', roster, RosterEvent, 8 * mebibyte);
    this.days = family('daySchedule', daySchedule, DayScheduleEvent, roomForDays(getHeapStatistics().heap_size_limit));
    this.bookings = family('booking', booking, BookingEvent, 4 * mebibyte);
    this.commitments = family('commitment', commitment, CommitmentEvent, 4 * mebibyte);
    this.imports = family('import', importRun, ImportEvent);
    this.patients = family('patient', patient, PatientEvent);
    this.calendarFeeds = family('calendarFeeds', calendarFeed, CalendarFeedEvent);
    this.series = family('series', series, SeriesEvent);
    this.linkedVisits = family('linkedVisits', linkedVisits, LinkedVisitsEvent);
  }
}

const isDefinedInSite = (command: SiteCommand, state: Site): boolean => {
  if (state.status === 'unknown') return false;
  switch (command.type) {
    case 'DefineSite':
      return true;
    case 'DefineDepartment':
      return state.departments.has(command.data.departmentId);
    case 'DeclareHoliday':
    case 'RevokeHoliday':
      return false;
  }
};

const isDefinedOfResource = (command: ResourceCommand, state: Resource): boolean => {
  if (state.status === 'unknown') return false;
  switch (command.type) {
    case 'DefineResource':
      return true;
    case 'SetResourceHours':
      return state.hours.has(command.data.siteId);
    case 'GrantLeave':
    case 'WithdrawLeave':
    case 'TakeOutOfService':
    case 'ReturnToService':
      return false;
  }
};
