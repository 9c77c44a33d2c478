import type { Exported } from './read-export.js';

/** A share of a resource, as its event says. Instants are ISO 8601 in UTC at whole seconds: their order is that of their text. */
export type Use = {
  readonly resourceId: string;
  readonly phase: string;
  readonly load: number;
  readonly from: string;
  readonly to: string;
  readonly session?: string;
};
export type Visit = {
  readonly appointmentId: string;
  readonly patientId: string;
  readonly from: string;
  readonly to: string;
  readonly uses: readonly Use[];
  readonly overbooked?: { readonly resourceIds: readonly string[] };
};
/** What an event does to the visits of a day; `reserved`: for a commitment over several days, beside where the visit is now. */
export type Change =
  | { readonly kind: 'takes'; readonly visit: Visit; readonly reserved?: string }
  | { readonly kind: 'ends'; readonly appointmentId: string }
  | { readonly kind: 'ends what is reserved'; readonly commitmentId: string }
  | { readonly kind: 'not understood' };

type Reserved = { readonly commitmentId: string; readonly coming: readonly Visit[] };

/** Read from the events' own facts alone: nothing of the service decides here. */
export const changesOf = ({ type, data }: Exported): readonly Change[] => {
  switch (type) {
    case 'AppointmentHeld':
    case 'AppointmentBooked':
    case 'AppointmentMoved':
    case 'AppointmentMovedIn':
    case 'AppointmentReassigned':
      return [{ kind: 'takes', visit: data as Visit }];
    case 'VisitsReserved':
      return (data as Reserved).coming.map((visit) => ({ kind: 'takes', visit, reserved: (data as Reserved).commitmentId }));
    case 'HoldReleased':
    case 'HoldExpired':
    case 'AppointmentMovedAway':
    case 'AppointmentCancelled':
    case 'AppointmentMissed':
    case 'AppointmentEnteredInError':
      return [{ kind: 'ends', appointmentId: (data as { appointmentId: string }).appointmentId }];
    case 'ReservationEnded':
      return [{ kind: 'ends what is reserved', commitmentId: (data as Reserved).commitmentId }];
    case 'HoursGranted':
    case 'HoldRenewed':
    case 'AppointmentConfirmed':
    case 'ReminderFellDue':
      return [];
    default:
      return [{ kind: 'not understood' }];
  }
};
