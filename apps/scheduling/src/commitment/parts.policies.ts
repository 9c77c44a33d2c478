import { overlap } from '@liaison/kernel';
import type { WantedComing } from '../day-schedule/reserve-visits/reserve-visits.js';
import { mostParts, type Part } from './parts.js';

export type PartsObjection =
  | { readonly code: 'no-parts' }
  | { readonly code: 'too-many-parts'; readonly parts: number; readonly most: number }
  | { readonly code: 'appointment-twice'; readonly appointmentId: string; readonly parts: readonly number[] };

export const thereAreParts = (parts: readonly Part[]): readonly PartsObjection[] => (parts.length > 0 ? [] : [{ code: 'no-parts' }]);

export const thereAreNotTooMany = ({ length }: readonly Part[]): readonly PartsObjection[] =>
  length > mostParts ? [{ code: 'too-many-parts', parts: length, most: mostParts }] : [];

export const eachIsAboutAnotherAppointment = (parts: readonly Part[]): readonly PartsObjection[] =>
  [...new Set(parts.map(({ appointmentId }) => appointmentId))].flatMap((appointmentId) => {
    const numbers = parts.flatMap((part, n) => (part.appointmentId === appointmentId ? [n] : []));
    return numbers.length > 1 ? [{ code: 'appointment-twice', appointmentId, parts: numbers }] : [];
  });

export const objectionsToParts = (parts: readonly Part[]): readonly PartsObjection[] =>
  [thereAreParts, thereAreNotTooMany, eachIsAboutAnotherAppointment].flatMap((rule) => rule(parts));

/** No day schedule sees both sites: what is asked for together is looked at together. */
export const nobodyIsOnTwoSites = (coming: readonly WantedComing[]) =>
  coming.flatMap((visit) =>
    coming
      .filter((other) => other.patientId === visit.patientId && other.siteId !== visit.siteId && overlap(other, visit))
      .map(({ appointmentId, from, to }) => ({ code: 'patient-elsewhere', appointmentId, from, to, part: visit.part }) as const),
  );
