import {
  AppointmentArrivedV1,
  AppointmentBookedV1,
  AppointmentCancelledV1,
  AppointmentConfirmedV1,
  AppointmentFulfilledV1,
  AppointmentMovedV1,
  AppointmentNoShowV1,
  AppointmentReminderDueV1,
  AppointmentStepUndoneV1,
  EncounterFinishedV1,
  ResourceOutOfServiceV1,
  ResourceReturnedToServiceV1,
} from '@liaison/contracts';
import { keptPrivate, publishes } from '@liaison/messaging';
import type { BlockEvent } from '../block/block.events.js';
import type { BookingEvent } from '../booking/booking.events.js';
import type { CalendarFeedEvent } from '../calendar-feed/calendar-feed.events.js';
import type { ClosureEvent } from '../closure/closure.events.js';
import type { CommitmentEvent } from '../commitment/commitment.events.js';
import type {
  AppointmentBooked,
  AppointmentMoved,
  AppointmentMovedIn,
  AppointmentReassigned,
  DayScheduleEvent,
  Use,
} from '../day-schedule/day-schedule.events.js';
import type { ImportEvent } from '../import/import.events.js';
import type { PatientEvent } from '../patient/patient.events.js';
import type { LinkedVisitsEvent } from '../linked-visits/linked-visits.events.js';
import type { ResourceEvent } from '../resource/resource.events.js';
import type { RosterEvent } from '../roster/roster.events.js';
import type { SeriesEvent } from '../series/series.events.js';
import type { SiteEvent } from '../site/site.events.js';
import type { VisitTypeEvent } from '../visit-type/visit-type.events.js';

export type SchedulingEvent =
  | BlockEvent
  | BookingEvent
  | CalendarFeedEvent
  | ClosureEvent
  | CommitmentEvent
  | DayScheduleEvent
  | ImportEvent
  | LinkedVisitsEvent
  | PatientEvent
  | ResourceEvent
  | RosterEvent
  | SeriesEvent
  | SiteEvent
  | VisitTypeEvent;

type Visit = Pick<AppointmentBooked['data'], 'appointmentId' | 'patientId' | 'siteId' | 'departmentId' | 'visitTypeId' | 'date'>;
/** What a promise says of the visit, and no more. */
const only = ({ appointmentId, patientId, siteId, departmentId, visitTypeId, date }: Visit): Visit => ({
  appointmentId,
  patientId,
  siteId,
  departmentId,
  visitTypeId,
  date,
});

const resourcesOf = (uses: readonly Use[]) => [...new Set(uses.map(({ resourceId }) => resourceId))];
type Moved = AppointmentMoved['data'] | AppointmentMovedIn['data'] | AppointmentReassigned['data'];
const movedTo = ({ previously, zone, from, to, uses, ...visit }: Moved) => ({
  ...only(visit),
  ...{ zone, from, to, resourceIds: resourcesOf(uses) },
  previously: { from: previously.from, to: previously.to, resourceIds: resourcesOf(previously.uses) },
});

export const published = publishes<SchedulingEvent>({
  AppointmentArrived: ({ happenedAt: arrivedAt, ...visit }) => AppointmentArrivedV1.with(visit.patientId, { ...only(visit), arrivedAt }),
  AppointmentBooked: ({ uses, at: _, fromHold: __, needs: ___, overbooked: ____, beyond: _____, ...visit }) =>
    AppointmentBookedV1.with(visit.patientId, { ...visit, resourceIds: resourcesOf(uses) }),
  AppointmentCancelled: ({ appointmentId, patientId, siteId, date, reason }) =>
    AppointmentCancelledV1.with(patientId, { appointmentId, patientId, siteId, date, reason }),
  AppointmentCheckedIn: keptPrivate,
  AppointmentConfirmed: (visit) => AppointmentConfirmedV1.with(visit.patientId, only(visit)),
  /** Told of by the day that has it. */
  AppointmentContinued: keptPrivate,
  /** For others it ends like one that was cancelled. */
  AppointmentEnteredInError: ({ appointmentId, patientId, siteId, date }) =>
    AppointmentCancelledV1.with(patientId, { appointmentId, patientId, siteId, date, reason: 'entered-in-error' }),
  AppointmentFulfilled: ({ encounterId, happenedAt: startedAt, ...visit }) =>
    AppointmentFulfilledV1.with(visit.patientId, { ...only(visit), encounterId, startedAt }),
  AppointmentHeld: keptPrivate,
  AppointmentMissed: (visit) => AppointmentNoShowV1.with(visit.patientId, only(visit)),
  AppointmentMoved: (moved) => AppointmentMovedV1.with(moved.patientId, movedTo(moved)),
  /** Told of by the day that has it now. */
  AppointmentMovedAway: keptPrivate,
  AppointmentMovedIn: (moved) => {
    const { siteId, date } = moved.previously;
    const { previously, ...said } = movedTo(moved);
    return AppointmentMovedV1.with(moved.patientId, { ...said, previously: { ...previously, siteId, date } });
  },
  AppointmentReassigned: (moved) => AppointmentMovedV1.with(moved.patientId, movedTo(moved)),
  AppointmentStepUndone: ({ step, status, ...visit }) => AppointmentStepUndoneV1.with(visit.patientId, { ...only(visit), step, status }),
  BlockDefined: keptPrivate,
  BlockWithdrawn: keptPrivate,
  BookingMoved: keptPrivate,
  BookingRequested: keptPrivate,
  CalendarFeedIssued: keptPrivate,
  CalendarFeedRevoked: keptPrivate,
  ClosureDeclared: keptPrivate,
  ClosureLifted: keptPrivate,
  CommitmentAbandoned: keptPrivate,
  CommitmentBegun: keptPrivate,
  CommitmentCommitted: keptPrivate,
  CommitmentCompleted: keptPrivate,
  ContinuationEnded: keptPrivate,
  EncounterFinished: ({ encounterId, startedAt, happenedAt: finishedAt, ...visit }) =>
    EncounterFinishedV1.with(visit.patientId, { ...only(visit), encounterId, startedAt, finishedAt }),
  DepartmentDefined: keptPrivate,
  HoldExpired: keptPrivate,
  HoldReleased: keptPrivate,
  HoldRenewed: keptPrivate,
  HoursAllotted: keptPrivate,
  HoursClosed: keptPrivate,
  HoursGranted: keptPrivate,
  HoursReopened: keptPrivate,
  HoursReturned: keptPrivate,
  HoursTakenBack: keptPrivate,
  ImportItemRecorded: keptPrivate,
  ImportPlanned: keptPrivate,
  /** Others hear of deaths from those who keep the records; here each cancelled visit is told of. */
  PatientDeathRetracted: keptPrivate,
  PatientDeceased: keptPrivate,
  /** Only what is committed is told of, by the events of each visit. */
  ReservationEnded: keptPrivate,
  /** Each visit is told of by its day: it names what it was booked with. */
  LinkedVisitsAbandoned: keptPrivate,
  LinkedVisitsBooked: keptPrivate,
  LinkedVisitsRequested: keptPrivate,
  ReminderFellDue: ({ zone, from, to, ...visit }) => AppointmentReminderDueV1.with(visit.patientId, { ...only(visit), zone, from, to }),
  LeaveGranted: keptPrivate,
  LeaveWithdrawn: keptPrivate,
  PublicHolidayDeclared: keptPrivate,
  PublicHolidayRevoked: keptPrivate,
  ResourceDefined: keptPrivate,
  ResourceHoursSet: keptPrivate,
  ResourceReturnedToService: (returned) => ResourceReturnedToServiceV1.with(returned.resourceId, returned),
  ResourceTakenOutOfService: (outage) => ResourceOutOfServiceV1.with(outage.resourceId, outage),
  SeriesAbandoned: keptPrivate,
  SeriesBooked: keptPrivate,
  SeriesChangeAbandoned: keptPrivate,
  SeriesChangeRequested: keptPrivate,
  SeriesChanged: keptPrivate,
  SeriesRequested: keptPrivate,
  SiteDefined: keptPrivate,
  VisitsReserved: keptPrivate,
  VisitTypeDefined: keptPrivate,
});
