import type { Seen } from '../day-schedule/appointment.policies.js';
import type { cancellationReasons, onBehalfOf } from '../day-schedule/cancellation-reasons.js';
import type { OverbookingReason } from '../day-schedule/day-schedule.events.js';

/** A visit that is booked under an id of its own. */
export type BookPart = {
  readonly kind: 'book';
  readonly appointmentId: string;
  readonly patientId: string;
  readonly siteId: string;
  readonly visitTypeId: string;
  /** The patient's own start: UTC at whole seconds. The day follows from the zone of the site. */
  readonly start: string;
  readonly with: readonly string[];
  readonly needs: readonly string[];
  readonly overbook?: { readonly roles: readonly string[]; readonly reason: OverbookingReason } | undefined;
  /** What it is booked with: it stays with the appointment. */
  readonly seriesId?: string | undefined;
  readonly linkedVisitsId?: string | undefined;
  /** For so many minutes, by whoever asks. */
  readonly hold?: { readonly holder: string; readonly minutes: number } | undefined;
};
/** An appointment that takes place at another time: of its day, on another day, or at another site that has such visits. */
export type MovePart = Seen & {
  readonly kind: 'move';
  readonly appointmentId: string;
  readonly start: string;
  /** Default: where it is. */
  readonly siteId?: string | undefined;
  readonly with: readonly string[];
  readonly overbook?: BookPart['overbook'];
  /** Not to where it breaks a gap to a visit that it is linked with. */
  readonly keepsGaps?: boolean | undefined;
};
export type CancelPart = Seen & {
  readonly kind: 'cancel';
  readonly appointmentId: string;
  readonly reason: (typeof cancellationReasons)[number];
  readonly onBehalfOf?: (typeof onBehalfOf)[number] | undefined;
};
/** Another resource serves a phase of a visit over midnight. */
export type ReassignPart = Seen & {
  readonly kind: 'reassign';
  readonly appointmentId: string;
  readonly phase: string;
  readonly resourceId: string;
  readonly together: readonly string[];
  readonly overbook?: BookPart['overbook'];
};
/** A visit over midnight was counted as a no-show and is a plan again. */
export type UndoPart = Seen & { readonly kind: 'undo'; readonly appointmentId: string };
export type Part = BookPart | MovePart | CancelPart | ReassignPart | UndoPart;

/** In one commitment. */
export const mostParts = 400;

/** A refusal with the part, counted from 0, that it is about. */
export type OfPart<Refusal> = Refusal & { readonly part: number };
