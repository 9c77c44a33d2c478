import { accepted, type Decision } from '@liaison/kernel';
import type { AppointmentContinued, ContinuationEnded } from '../day-schedule.events.js';
import { nowOn, visitOf, type DaySchedule } from '../day-schedule.state.js';

/** What has become, on its home day, of a visit that reaches into this one. */
export type CarryContinuation = {
  readonly type: 'CarryContinuation';
  readonly data: {
    readonly appointmentId: string;
    readonly commitmentId: string;
    /** Whether it takes its resources and its patient's time. */
    readonly stands: boolean;
    /** Of the home day, when it last changed: what is carried late takes no effect. */
    readonly revision: number;
    readonly now: string;
  };
};

/**
 * Cancelled or missed there, it is free here too; whoever comes after all has their time again, as a fact, whatever was planned
 * in it since.
 */
export const carryContinuation = (
  { data }: CarryContinuation,
  day: DaySchedule,
): Decision<AppointmentContinued | ContinuationEnded, never> => {
  const { appointmentId, commitmentId, stands, revision, now } = data;
  const known = day.continuations.get(appointmentId);
  const isOld = known?.commitmentId !== commitmentId || known.over || revision <= known.revision;
  if (!known || isOld) return accepted();
  const { home, ...facts } = known.facts;
  const of = { home, commitmentId, revision, at: nowOn(day, now) };
  return stands
    ? accepted({ type: 'AppointmentContinued', data: { ...facts, ...of } })
    : accepted({ type: 'ContinuationEnded', data: { ...visitOf(facts), ...of } });
};
