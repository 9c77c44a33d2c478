import { accepted, localDay, rejected, type Decision, type Interval } from '@liaison/kernel';
import { objectionsToStep, type OfAppointment, type StepRefusal } from '../appointment.policies.js';
import { taking } from '../book-appointment/book-appointment.js';
import type { AppointmentMoved, HoldExpired, Use } from '../day-schedule.events.js';
import type { VisitRules, WantedPhase } from '../day-schedule.policies.js';
import { appointmentOf, freeing, visitOf, type DaySchedule } from '../day-schedule.state.js';
import { fit, type FitObjection } from '../fitting/fit.js';
import { planning } from '../holds.policies.js';
import { theDayAloneHasIt, type TwoDatesObjection } from '../two-dates.policies.js';

/** To another time of its day: what it needs then, as for a booking. */
export type MoveAppointment = {
  readonly type: 'MoveAppointment';
  readonly data: OfAppointment &
    Interval & { readonly phases: readonly WantedPhase[]; readonly gridMinutes: number; readonly rules?: VisitRules | undefined };
};

/** What it takes now is no obstacle, and whoever serves it goes on doing so where that is possible. */
export const moveAppointment = (
  { data }: MoveAppointment,
  before: DaySchedule,
): Decision<AppointmentMoved | HoldExpired, StepRefusal | FitObjection | TwoDatesObjection> => {
  const { appointmentId, from, to, gridMinutes, now, rules } = data;
  const { now: at, expired, day } = planning(before, now);
  const known = appointmentOf(day, appointmentId);
  if (!known) return rejected({ code: 'appointment-unknown', appointmentId });
  const objections = [...objectionsToStep('move', known, data), ...theDayAloneHasIt(known)];
  if (objections.length > 0) return rejected(...objections);
  if (isThere(known, data)) return accepted();
  const phases = firstWhoServe(data.phases, known.uses);
  const wanted = { ...known, from, to, phases, gridMinutes, now, rules };
  const found = fit(wanted, freeing(day, known), localDay(known.date, known.zone));
  if (!('uses' in found)) return rejected(...found.objections);
  const previously = { from: known.from, to: known.to, uses: known.uses };
  const moved = { ...visitOf(known), zone: known.zone, from, to, ...taking(found, rules), previously, at };
  return accepted<AppointmentMoved | HoldExpired>(...expired, { type: 'AppointmentMoved', data: moved });
};

/** Whoever serves a phase by now comes first in its pool. */
export const firstWhoServe = (phases: readonly WantedPhase[], uses: readonly Use[]): readonly WantedPhase[] =>
  phases.map((phase) => {
    const { name, anyOf } = phase;
    const serving = anyOf.filter((resourceId) => uses.some((use) => use.phase === name && use.resourceId === resourceId));
    return { ...phase, anyOf: [...serving, ...anyOf.filter((resourceId) => !serving.includes(resourceId))] };
  });

const isThere = (known: Interval & { readonly uses: readonly Use[] }, { from, to, phases }: MoveAppointment['data']): boolean =>
  known.from === from &&
  known.to === to &&
  phases.every(({ name, anyOf }) => known.uses.some(({ phase, resourceId }) => phase === name && anyOf.includes(resourceId)));
