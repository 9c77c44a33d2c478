import { accepted, type Decision } from '@liaison/kernel';
import type { PatientDeathRetracted } from '../patient.events.js';
import type { Patient } from '../patient.state.js';

export type RetractDeath = { readonly type: 'RetractDeath'; readonly data: { readonly patientId: string; readonly now: string } };

export const retractDeath = (
  { data: { patientId, now: at } }: RetractDeath,
  { status }: Patient,
): Decision<PatientDeathRetracted, never> =>
  status === 'living' ? accepted() : accepted({ type: 'PatientDeathRetracted', data: { patientId, at } });
