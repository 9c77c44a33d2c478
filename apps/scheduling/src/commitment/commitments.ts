import type { Asked, Json, StaleRevision } from '@liaison/event-store';
import type { NotBookable } from '../catalogue/bookable.js';
import type { EdgeRefusal } from '../day-schedule/book-appointment/book-appointment.handler.js';
import type { DayScheduleRefusal } from '../day-schedule/day-schedule.decider.js';
import type { Use } from '../day-schedule/day-schedule.events.js';
import type { OfPart, Part } from './parts.js';

export type PartRefusal = OfPart<DayScheduleRefusal | EdgeRefusal | NotBookable>;
export type CommitmentRefusal =
  | PartRefusal
  | { readonly code: 'too-many-parts'; readonly parts: number; readonly most: number }
  | { readonly code: 'appointment-twice'; readonly appointmentId: string; readonly parts: readonly number[] }
  | { readonly code: 'commitment-abandoned'; readonly because: 'refused' | 'deadline' | 'overtaken'; readonly codes: readonly string[] };

/** Where a visit of a part is, or would be. */
export type PlacedPart = {
  readonly part: number;
  readonly appointmentId: string;
  readonly siteId: string;
  readonly date: string;
  readonly from: string;
  readonly to: string;
  readonly uses: readonly Use[];
};
export type CommitmentOutcome =
  | {
      readonly accepted: true;
      /** Read models that have come up to it show all parts. */
      readonly position: number;
      readonly revision: number;
      /** Of each day schedule, once its parts were done. */
      readonly days: readonly { readonly siteId: string; readonly date: string; readonly revision: number }[];
      readonly events: readonly [];
      readonly repeated: boolean;
    }
  | {
      readonly accepted: false;
      readonly refusals: readonly (CommitmentRefusal | StaleRevision)[];
      /** Free times instead, by part: `{ alternatives: [{ part, start, end, local }] }`. */
      readonly context?: Json;
      readonly repeated: boolean;
    };
export type Preview = { readonly fits: readonly PlacedPart[]; readonly refusals: readonly CommitmentRefusal[] };

/** Several day schedules at once: every part happens, or none does. */
export class Commitments {
  /**
   * `commitmentId` follows from the command (`uuidv5('commitment', asked.commandId)`), so that a repeat goes on with the same one
   * and gets the first answer. Resolves when every day has done its part, or has released it.
   */
  commit(_: { readonly commitmentId: string; readonly parts: readonly Part[] }, __: Asked): Promise<CommitmentOutcome> {
    return Promise.reject(new Error('comes with the next commit'));
  }

  /** What {@link commit} would do on the days as they are: nothing is written. */
  preview(_: readonly Part[], __: Asked): Promise<Preview> {
    return Promise.reject(new Error('comes with the next commit'));
  }
}
