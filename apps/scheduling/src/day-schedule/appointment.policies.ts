import { addMinutes } from '@liaison/kernel';
import { dayIdOf, type Appointment, type AppointmentStatus } from './appointment.state.js';
import type { DaySchedule } from './day-schedule.state.js';

/** The day's revision that somebody decided on (If-Match), and the day, as an ETag names it: one without a day is judged by its number alone. */
export type Seen = { readonly seen?: number | undefined; readonly seenOn?: string | undefined };
/** What somebody wants to do with an appointment, as they have seen it. */
export type OfAppointment = Seen & {
  readonly appointmentId: string;
  readonly now: string;
  /** The days that it takes something of beside its own, as somebody saw them who asks this one. */
  readonly beside?: readonly DayBeside[] | undefined;
};
export type DayBeside = { readonly date: string; readonly day: DaySchedule };
/** Something that has happened: at `happenedAt`, or just now. */
export type Happening = OfAppointment & { readonly happenedAt?: string | undefined };

export type Step = keyof typeof stepsFrom;
export type AppointmentUnknown = { readonly code: 'appointment-unknown'; readonly appointmentId: string };
export type StepRefusal =
  | AppointmentUnknown
  | { readonly code: 'appointment-changed'; readonly appointmentId: string; readonly seen: number; readonly changed: number }
  | { readonly code: 'step-not-allowed'; readonly appointmentId: string; readonly step: Step; readonly status: AppointmentStatus };
export type TimeRefusal =
  | { readonly code: 'in-the-future'; readonly happenedAt: string; readonly now: string }
  | { readonly code: 'long-before-the-visit'; readonly happenedAt: string; readonly from: string }
  | { readonly code: 'before-the-step-before'; readonly happenedAt: string; readonly earliest: string };

/**
 * From which status each step is taken. What happened is not refused because nobody entered what came before it: a patient may
 * be checked in without having been noted as arrived, and comes late after having been counted as a no-show. A cancellation and
 * an entry in error are final, because others have acted on them: book anew.
 */
export const stepsFrom = {
  'book-held': ['pending'],
  'renew-hold': ['pending'],
  'release-hold': ['pending'],
  move: ['booked'],
  reassign: ['booked', 'arrived', 'checked-in'],
  confirm: ['booked'],
  arrive: ['booked', 'noshow'],
  'check-in': ['booked', 'arrived', 'noshow'],
  start: ['booked', 'arrived', 'checked-in', 'noshow'],
  finish: ['fulfilled'],
  'no-show': ['booked'],
  cancel: ['booked', 'arrived', 'checked-in'],
  'enter-in-error': ['booked', 'arrived', 'checked-in', 'fulfilled', 'noshow', 'cancelled'],
  undo: ['booked', 'arrived', 'checked-in', 'fulfilled', 'noshow'],
} as const satisfies Record<string, readonly AppointmentStatus[]>;

export const theStepIsAllowed = (step: Step, { appointmentId, status }: Appointment): readonly StepRefusal[] => {
  const allowed: readonly AppointmentStatus[] = stepsFrom[step];
  return allowed.includes(status) ? [] : [{ code: 'step-not-allowed', appointmentId, step, status }];
};

/** Whoever edits has seen the appointment as it is; what else happens on its day is not their business. */
export const itIsAsSeen = (known: Appointment, { seen, seenOn }: Seen): readonly StepRefusal[] => {
  const { appointmentId, revision = -1 } = known;
  const isThatDay = seenOn === undefined || seenOn === dayIdOf(known);
  return seen === undefined || (isThatDay && revision <= seen)
    ? []
    : [{ code: 'appointment-changed', appointmentId, seen, changed: revision }];
};

export const objectionsToStep = (step: Step, known: Appointment, asked: OfAppointment): readonly StepRefusal[] => [
  ...itIsAsSeen(known, asked),
  ...theStepIsAllowed(step, known),
];

/** How long before their visit somebody can have arrived, in minutes: beyond it the date is a slip of the pen. */
const longestWait = 24 * 60;

/** Late entries give the true time, in the order in which things can have happened. */
export const objectionsToTime = (
  { from, arrivedAt, checkedInAt, startedAt }: Appointment,
  happenedAt: string,
  now: string,
): readonly TimeRefusal[] => {
  const earliest = startedAt ?? checkedInAt ?? arrivedAt;
  return [
    ...(happenedAt > now ? [{ code: 'in-the-future', happenedAt, now } as const] : []),
    ...(happenedAt < addMinutes(from, -longestWait) ? [{ code: 'long-before-the-visit', happenedAt, from } as const] : []),
    ...(earliest !== undefined && happenedAt < earliest ? [{ code: 'before-the-step-before', happenedAt, earliest } as const] : []),
  ];
};
