import { accepted, type Decision } from '@liaison/kernel';
import type { PatientDeceased } from '../patient.events.js';
import type { Patient } from '../patient.state.js';

export type DeclareDeceased = { readonly type: 'DeclareDeceased'; readonly data: { readonly patientId: string; readonly now: string } };

export const declareDeceased = (
  { data: { patientId, now: at } }: DeclareDeceased,
  { status }: Patient,
): Decision<PatientDeceased, never> =>
  status === 'deceased' ? accepted() : accepted({ type: 'PatientDeceased', data: { patientId, at } });
