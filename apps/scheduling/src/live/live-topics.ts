import type { RecordedEvent } from '@liaison/event-store';

/** Something of a view is not as it was: ask for the view, not older than the position. */
export type Change = {
  readonly position: number;
  /** Left out when anything may have changed: at the beginning, after an interruption, and for several changes at once. */
  readonly appointmentId?: string;
  readonly what?: string;
};

/** What somebody looks at, as the topics whose changes they are told of. */
export const topicsOf = {
  board: (siteId: string, departmentId: string, date: string): readonly string[] => [
    ofBoard(siteId, date, departmentId),
    ofBoard(siteId, date),
  ],
  calendar: (resourceId: string, dates: readonly string[]): readonly string[] => [
    ofResource(resourceId),
    ofEveryCalendar,
    ...dates.flatMap((date) => [ofUse(resourceId, date), ofDate(date)]),
  ],
  patient: (patientId: string): readonly string[] => [ofPatient(patientId)],
};

// a board or a calendar listens both to what is its own and to what does not say whose it is
const ofBoard = (siteId: string, date: string, departmentId = '*') => `board/${siteId}/${date}/${departmentId}`;
const ofUse = (resourceId: string, date: string) => `use/${resourceId}/${date}`;
const ofDate = (date: string) => `date/${date}`;
const ofResource = (resourceId: string) => `resource/${resourceId}`;
const ofEveryCalendar = 'calendars';
const ofPatient = (patientId: string) => `patient/${patientId}`;

type Place = { readonly siteId: string; readonly date: string };
type Used = readonly { readonly resourceId: string }[];
type Reserved = Place & { readonly departmentId: string; readonly uses: Used };
type Told = Partial<Place> & {
  readonly appointmentId?: string;
  readonly patientId?: string;
  readonly departmentId?: string;
  readonly resourceId?: string;
  readonly uses?: Used;
  readonly fromHold?: true;
  readonly beyond?: { readonly date: string };
  readonly previously?: Partial<Place> & { readonly uses?: Used };
  readonly coming?: readonly Reserved[];
  readonly continuing?: readonly Reserved[];
};

/** Of what calendars do not show. */
const besideCalendars = new Set(['AppointmentConfirmed', 'HoldRenewed', 'ReminderFellDue']);

/** Which topics an event is about: none, where no view that people leave open shows it. */
export const topicsOfEvent = ({ type, data }: Pick<RecordedEvent, 'type' | 'data'>): readonly string[] => {
  const {
    siteId,
    date,
    appointmentId,
    patientId,
    departmentId,
    resourceId,
    coming,
    continuing = [],
    previously,
    beyond,
    ...told
  } = data as Told;
  if (type === 'VisitsReserved' && coming)
    return [...coming, ...continuing].flatMap((visit) => [
      ofBoard(visit.siteId, visit.date, visit.departmentId),
      ...visit.uses.map((use) => ofUse(use.resourceId, visit.date)),
    ]);
  if (type === 'ReservationEnded' && siteId !== undefined && date !== undefined) return [ofBoard(siteId, date), ofDate(date)];
  if (appointmentId !== undefined && siteId !== undefined && date !== undefined) {
    const before = { siteId: previously?.siteId ?? siteId, date: previously?.date ?? date };
    const named = [
      ...(told.uses ?? []).map((use) => ofUse(use.resourceId, date)),
      ...(previously?.uses ?? []).map((use) => ofUse(use.resourceId, before.date)),
    ];
    const isNamed = named.length > 0 && told.fromHold === undefined; // what was held may have been other resources
    return [
      ofBoard(siteId, date, departmentId),
      ...(previously?.siteId === undefined ? [] : [ofBoard(before.siteId, before.date)]),
      ...(beyond
        ? [ofBoard(siteId, beyond.date, departmentId), ...(told.uses ?? []).map((use) => ofUse(use.resourceId, beyond.date))]
        : []),
      ...(besideCalendars.has(type) ? [] : isNamed ? named : [ofDate(date)]),
      ...(patientId === undefined ? [] : [ofPatient(patientId)]),
    ];
  }
  return plansOnCalendars.has(type) ? [resourceId === undefined ? ofEveryCalendar : ofResource(resourceId)] : [];
};

/** Facts of the catalogue that a calendar shows. */
const plansOnCalendars = new Set([
  ...['ResourceDefined', 'ResourceHoursSet', 'LeaveGranted', 'LeaveWithdrawn', 'ResourceTakenOutOfService', 'ResourceReturnedToService'],
  ...['SiteDefined', 'PublicHolidayDeclared', 'PublicHolidayRevoked', 'ClosureDeclared', 'ClosureLifted', 'BlockDefined', 'BlockWithdrawn'],
]);
