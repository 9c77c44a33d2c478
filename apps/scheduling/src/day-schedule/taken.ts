import { overlap, type Interval } from '@liaison/kernel';
import type { Use } from './day-schedule.events.js';

/** What appointments take of one resource, the last booked first: a list that shares its tail, for one is made per booking. */
export type Taken = { readonly use: Use; readonly appointmentId: string; readonly before: Taken | undefined };

export const takenDuring = (all: Taken | undefined, interval: Interval): readonly Taken[] => {
  const found: Taken[] = [];
  for (let taken = all; taken; taken = taken.before) if (overlap(taken.use, interval)) found.push(taken);
  return found;
};

export const usesOf = (all: Taken | undefined): readonly Use[] => {
  const uses: Use[] = [];
  for (let taken = all; taken; taken = taken.before) uses.push(taken.use);
  return uses;
};

export const withoutAppointment = (all: Taken | undefined, appointmentId: string): Taken | undefined => {
  const kept: Taken[] = [];
  for (let taken = all; taken; taken = taken.before) if (taken.appointmentId !== appointmentId) kept.push(taken);
  return kept.reduceRight<Taken | undefined>((before, taken) => ({ ...taken, before }), undefined);
};
