import { accepted, rejected, type Decision } from '@liaison/kernel';
import { objectionsToStep, type OfAppointment, type StepRefusal } from '../appointment.policies.js';
import type { Appointment, AppointmentFacts } from '../appointment.state.js';
import { fitAsPlanned, type Allowance } from '../as-planned.js';
import { taking } from '../book-appointment/book-appointment.js';
import type { AppointmentReassigned, HoldExpired, Use } from '../day-schedule.events.js';
import { appointmentOf, factsOf, freeing, type DaySchedule } from '../day-schedule.state.js';
import type { FitObjection } from '../fitting/fit.js';
import { planning } from '../holds.policies.js';
import { theDayAloneHasIt, type TwoDatesObjection } from '../two-dates.policies.js';

export type ReassignResource = {
  readonly type: 'ReassignResource';
  readonly data: OfAppointment & {
    readonly phase: string;
    readonly resourceId: string;
    /** Phases that go with it, wherever the same resource serves them: the cleaning of the room. */
    readonly together?: readonly string[];
    /** Beyond its capacity, where nothing is free. */
    readonly allowance?: Allowance | undefined;
  };
};
export type ReassignmentRefusal =
  | StepRefusal
  | FitObjection
  | TwoDatesObjection
  | { readonly code: 'phase-unknown'; readonly phase: string; readonly phases: readonly string[] };

/** Also while the patient waits: another one takes over, in another room. */
export const reassignResource = (
  { data }: ReassignResource,
  before: DaySchedule,
): Decision<AppointmentReassigned | HoldExpired, ReassignmentRefusal> => {
  const { appointmentId, phase, resourceId, now, together = [], allowance } = data;
  const { now: at, expired, day } = planning(before, now);
  const known = appointmentOf(day, appointmentId);
  if (!known) return rejected({ code: 'appointment-unknown', appointmentId });
  const objections = objectionsToStep('reassign', known, data);
  const { status } = known;
  if (objections.length > 0 || !isAhead(status)) return rejected(...objections);
  const serving = known.uses.find((use) => use.phase === phase);
  if (!serving) return rejected({ code: 'phase-unknown', phase, phases: known.uses.map((use) => use.phase) });
  if (serving.resourceId === resourceId) return accepted();
  const uses = servedBy(resourceId, serving, together, known.uses);
  const visit = { ...factsOf(known), uses };
  const { overbooked } = known;
  const still = stillOverbooked(overbooked, resourceId);
  const found = fitAsPlanned({ ...visit, ...(still && { overbooked: still }) }, freeing(day, known), allowance);
  const alone = theDayAloneHasIt(known);
  if (!('uses' in found)) return rejected<ReassignmentRefusal>(...alone, ...found.objections);
  if (alone.length > 0) return rejected(...alone);
  const previously = { from: known.from, to: known.to, uses: known.uses };
  const reassigned = {
    ...visit,
    ...taking({ ...found, uses }, { overbooking: allowance?.overbooking ?? overbooked }),
    status,
    phase,
    previously,
    at,
  };
  return accepted<AppointmentReassigned | HoldExpired>(...expired, { type: 'AppointmentReassigned', data: reassigned });
};

/** What it goes beyond elsewhere stays allowed; of the resource that is new to it, that is asked anew. */
export const stillOverbooked = (overbooked: AppointmentFacts['overbooked'], resourceId: string): AppointmentFacts['overbooked'] =>
  overbooked && { ...overbooked, resourceIds: overbooked.resourceIds.filter((id) => id !== resourceId) };

/** A phase, and those that go with it. */
export const servedBy = (resourceId: string, serving: Use, together: readonly string[], uses: readonly Use[]): readonly Use[] => {
  const goesAlong = (use: Use) => use === serving || (use.resourceId === serving.resourceId && together.includes(use.phase));
  return uses.map((use) => (goesAlong(use) ? { ...use, resourceId } : use));
};

const isAhead = (status: Appointment['status']): status is AppointmentReassigned['data']['status'] =>
  status === 'booked' || status === 'arrived' || status === 'checked-in';
