import { booked, takesItsTime, type AppointmentFacts } from './appointment.state.js';
import type { AppointmentContinued, ContinuationEnded } from './day-schedule.events.js';
import type { DaySchedule } from './day-schedule.state.js';
import { freeing, taking } from './standing.js';

/** A visit of the day beside as this one knows it: `date` is this one, `home` the one that has the appointment. */
export type ContinuedFacts = AppointmentFacts & { readonly home: string };
export type Continuation = {
  readonly facts: ContinuedFacts;
  /** The commitment that put it here: another time of the visit is another one's. */
  readonly commitmentId: string;
  /** Of its home day, when it last said whether it stands. */
  readonly revision: number;
  readonly stands: boolean;
  /** Moved: it never stands again. */
  readonly over?: true;
};

/** Everything that the appointment takes of this day: as what is here, as what is reserved, as what goes on from the day beside. */
const sharesOf = (day: DaySchedule, appointmentId: string): readonly AppointmentFacts[] => {
  const here = day.appointments.get(appointmentId);
  const coming = day.coming.get(appointmentId)?.facts;
  const beside = day.continuations.get(appointmentId);
  return [
    ...(here && takesItsTime(day.lives.get(appointmentId) ?? booked) ? [here] : []),
    ...(coming ? [coming] : []),
    ...(beside?.stands ? [beside.facts] : []),
    ...[...day.reservations.values()].flatMap(({ continuing = [] }) => continuing.filter((each) => each.appointmentId === appointmentId)),
  ];
};

/** What is freed and what is taken is told apart by the appointment alone: after a change of one share all are taken again. */
export const takenAnew = (before: DaySchedule, after: DaySchedule, appointmentId: string): DaySchedule =>
  sharesOf(after, appointmentId).reduce(taking, sharesOf(before, appointmentId).reduce(freeing, after));

/** The day without anything of the appointment's. */
export const withoutAll = (day: DaySchedule, appointmentId: string): DaySchedule => sharesOf(day, appointmentId).reduce(freeing, day);

export const continuing = (day: DaySchedule, data: AppointmentContinued['data']): DaySchedule => {
  const { commitmentId, revision = -1, at: _, ...facts } = data;
  return changed(day, { facts, commitmentId, revision, stands: true });
};

/** What a commitment has ended was moved, and comes never back; what its home day has ended may. */
export const receding = (day: DaySchedule, { appointmentId, commitmentId, revision }: ContinuationEnded['data']): DaySchedule => {
  const known = day.continuations.get(appointmentId);
  if (known?.commitmentId !== commitmentId) return day;
  return changed(day, { ...known, stands: false, ...(revision === undefined ? { over: true } : { revision }) });
};

const changed = (day: DaySchedule, next: Continuation): DaySchedule => {
  const { appointmentId } = next.facts;
  return takenAnew(day, { ...day, continuations: day.continuations.set(appointmentId, next) }, appointmentId);
};
