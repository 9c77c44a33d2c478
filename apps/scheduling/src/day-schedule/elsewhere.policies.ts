import type { DaySchedule } from './day-schedule.state.js';

export type ElsewhereRefusal =
  /** It is on another day now. */
  | { readonly code: 'moved-away'; readonly appointmentId: string; readonly siteId: string; readonly date: string }
  /** A commitment over several days is about to move, cancel or book it. */
  | { readonly code: 'commitment-pending'; readonly appointmentId: string; readonly commitmentId: string };

/** Nothing is done with an appointment of another day, nor with one of which a commitment decides where it will be. */
export const theAppointmentIsHereToStay = (appointmentId: string, day: DaySchedule): readonly ElsewhereRefusal[] => {
  const commitmentId = day.leaving.get(appointmentId) ?? day.coming.get(appointmentId)?.commitmentId;
  if (commitmentId !== undefined) return [{ code: 'commitment-pending', appointmentId, commitmentId }];
  const now = day.movedAway.get(appointmentId);
  return now ? [{ code: 'moved-away', appointmentId, ...now }] : [];
};
