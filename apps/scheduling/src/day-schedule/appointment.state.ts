import type { AppointmentBooked, DayScheduleEvent, UndoableStep } from './day-schedule.events.js';

/** FHIR R4 Appointment.status, of those that an appointment of a day schedule can have. */
export const appointmentStatuses = [
  'pending',
  'booked',
  'arrived',
  'checked-in',
  'fulfilled',
  'cancelled',
  'noshow',
  'entered-in-error',
] as const;
export type AppointmentStatus = (typeof appointmentStatuses)[number];

export type AppointmentFacts = Omit<AppointmentBooked['data'], 'at' | 'fromHold'>;
/** The id of the day schedule that has it. */
export const dayIdOf = ({ siteId, date }: Pick<AppointmentFacts, 'siteId' | 'date'>): string => `${siteId}/${date}`;
/** A pending appointment: whose it is, since when and until when. */
export type Hold = { readonly appointmentId: string; readonly holder: string; readonly heldAt: string; readonly expiresAt: string };
/** What has become of an appointment since it was booked. */
export type Life = {
  readonly status: AppointmentStatus;
  /** What became of a hold that was not booked. */
  readonly hold?: 'expired' | 'released';
  /** The patient has accepted. */
  readonly confirmed?: boolean;
  readonly reminded?: boolean;
  readonly arrivedAt?: string;
  readonly checkedInAt?: string;
  readonly encounterId?: string;
  readonly startedAt?: string;
  readonly finishedAt?: string;
  /** The last step that was taken, and what was before it: there an undo goes back to. */
  readonly last?: { readonly step: UndoableStep; readonly before: Life };
  /** Of the day's stream when it last changed. */
  readonly revision?: number;
};
export type Appointment = AppointmentFacts & Life;

export const booked: Life = { status: 'booked' };
export const pending: Life = { status: 'pending' };

/** Whether an appointment of this status takes its resources and its patient's time. */
export const takesItsTime = ({ status }: Pick<Life, 'status'>): boolean =>
  status !== 'cancelled' && status !== 'noshow' && status !== 'entered-in-error';

/** Whether it takes them not, or did not for a while: somebody was counted as a no-show, and came after all. */
export const hasStoodDown = (life: Life): boolean => !takesItsTime(life) || (life.last !== undefined && hasStoodDown(life.last.before));

type LifeEvent = Exclude<
  Extract<DayScheduleEvent, { readonly data: { readonly appointmentId: string } }>,
  {
    readonly type:
      | 'AppointmentBooked'
      | 'AppointmentHeld'
      | 'AppointmentMovedAway'
      | 'AppointmentMovedIn'
      | 'AppointmentContinued'
      | 'ContinuationEnded';
  }
>;

/** The life after a step. */
export const livedOn = (life: Life, event: LifeEvent): Life => {
  const took = (step: UndoableStep, change: Partial<Life>): Life => ({ ...life, ...change, last: { step, before: life } });
  switch (event.type) {
    case 'HoldRenewed':
      return life;
    case 'HoldReleased':
      return { status: 'cancelled', hold: 'released' };
    case 'HoldExpired':
      return { status: 'cancelled', hold: 'expired' };
    case 'AppointmentMoved':
      return { status: life.status };
    case 'AppointmentReassigned':
      return life;
    case 'AppointmentConfirmed':
      return took('confirm', { confirmed: true });
    case 'AppointmentArrived':
      return took('arrive', { status: 'arrived', arrivedAt: event.data.happenedAt });
    case 'AppointmentCheckedIn':
      return took('check-in', { status: 'checked-in', checkedInAt: event.data.happenedAt });
    case 'AppointmentFulfilled':
      return took('start', { status: 'fulfilled', encounterId: event.data.encounterId, startedAt: event.data.happenedAt });
    case 'EncounterFinished':
      return took('finish', { finishedAt: event.data.happenedAt });
    case 'AppointmentMissed':
      return took('no-show', { status: 'noshow' });
    case 'AppointmentCancelled':
      return { ...life, status: 'cancelled' };
    case 'AppointmentEnteredInError':
      return { ...life, status: 'entered-in-error' };
    case 'ReminderFellDue':
      return { ...life, reminded: true };
    case 'AppointmentStepUndone':
      return life.last?.before ?? life;
  }
};
