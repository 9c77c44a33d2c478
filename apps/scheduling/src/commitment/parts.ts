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
};
/** An appointment that takes place at another time: of its day, on another day, or at another site that has such visits. */
export type MovePart = {
  readonly kind: 'move';
  readonly appointmentId: string;
  readonly start: string;
  /** Default: where it is. */
  readonly siteId?: string | undefined;
  readonly with: readonly string[];
  readonly overbook?: BookPart['overbook'];
  /** The day's revision that somebody decided on (If-Match). */
  readonly seen?: number | undefined;
};
export type CancelPart = {
  readonly kind: 'cancel';
  readonly appointmentId: string;
  readonly seen?: number | undefined;
  readonly reason: (typeof cancellationReasons)[number];
  readonly onBehalfOf?: (typeof onBehalfOf)[number] | undefined;
};
export type Part = BookPart | MovePart | CancelPart;

/** In one commitment. */
export const mostParts = 400;

/** A refusal with the part, counted from 0, that it is about. */
export type OfPart<Refusal> = Refusal & { readonly part: number };
