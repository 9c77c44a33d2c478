import type { AppointmentFacts } from './appointment.state.js';

/** Only a commitment changes what an appointment takes on two dates. */
export type TwoDatesObjection = { readonly code: 'on-two-dates'; readonly appointmentId: string; readonly dates: readonly string[] };

/** By the time that a day decides, somebody may have moved the visit over midnight. */
export const theDayAloneHasIt = ({ appointmentId, date, beyond }: AppointmentFacts): readonly TwoDatesObjection[] =>
  beyond ? [{ code: 'on-two-dates', appointmentId, dates: [date, beyond.date].toSorted() }] : [];
