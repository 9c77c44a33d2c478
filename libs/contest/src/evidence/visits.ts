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
/** What an event does to the visits of a day. */
export type Change =
  | { readonly kind: 'takes'; readonly visit: Visit }
  | { readonly kind: 'ends'; readonly appointmentId: string }
  | { readonly kind: 'nothing' }
  | { readonly kind: 'not understood' };

/** Read from the events' own facts alone: nothing of the service decides here. */
export const changeOf = ({ type, data }: Exported): Change => {
  switch (type) {
    case 'AppointmentHeld':
    case 'AppointmentBooked':
    case 'AppointmentMoved':
    case 'AppointmentReassigned':
      return { kind: 'takes', visit: data as Visit };
    case 'HoldReleased':
    case 'HoldExpired':
    case 'AppointmentCancelled':
    case 'AppointmentMissed':
    case 'AppointmentEnteredInError':
      return { kind: 'ends', appointmentId: (data as { appointmentId: string }).appointmentId };
    case 'HoursGranted':
    case 'HoldRenewed':
    case 'AppointmentConfirmed':
    case 'ReminderFellDue':
      return { kind: 'nothing' };
    default:
      return { kind: 'not understood' };
  }
};
