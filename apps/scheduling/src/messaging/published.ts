import { AppointmentBookedV1, AppointmentCancelledV1 } from '@liaison/contracts';
import { keptPrivate, publishes } from '@liaison/messaging';
import type { BookingEvent } from '../booking/booking.events.js';
import type { ClosureEvent } from '../closure/closure.events.js';
import type { DayScheduleEvent } from '../day-schedule/day-schedule.events.js';
import type { ImportEvent } from '../import/import.events.js';
import type { ResourceEvent } from '../resource/resource.events.js';
import type { RosterEvent } from '../roster/roster.events.js';
import type { SiteEvent } from '../site/site.events.js';
import type { VisitTypeEvent } from '../visit-type/visit-type.events.js';

export type SchedulingEvent =
  BookingEvent | ClosureEvent | DayScheduleEvent | ImportEvent | ResourceEvent | RosterEvent | SiteEvent | VisitTypeEvent;

export const published = publishes<SchedulingEvent>({
  AppointmentBooked: ({ uses, ...visit }) =>
    AppointmentBookedV1.with(visit.patientId, { ...visit, resourceIds: [...new Set(uses.map(({ resourceId }) => resourceId))] }),
  AppointmentCancelled: (cancelled) => AppointmentCancelledV1.with(cancelled.patientId, cancelled),
  BookingRequested: keptPrivate,
  ClosureDeclared: keptPrivate,
  ClosureLifted: keptPrivate,
  DepartmentDefined: keptPrivate,
  HoursAllotted: keptPrivate,
  HoursClosed: keptPrivate,
  HoursGranted: keptPrivate,
  HoursReopened: keptPrivate,
  HoursReturned: keptPrivate,
  HoursTakenBack: keptPrivate,
  ImportItemRecorded: keptPrivate,
  ImportPlanned: keptPrivate,
  ResourceDefined: keptPrivate,
  ResourceHoursSet: keptPrivate,
  SiteDefined: keptPrivate,
  VisitTypeDefined: keptPrivate,
});
