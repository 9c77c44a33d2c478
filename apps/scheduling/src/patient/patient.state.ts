import type { PatientEvent } from './patient.events.js';

export type Patient = { readonly status: 'living' } | { readonly status: 'deceased' };

export const initial: Patient = { status: 'living' };

export const evolve = (_: Patient, event: PatientEvent): Patient => {
  switch (event.type) {
    case 'PatientDeceased':
      return { status: 'deceased' };
    case 'PatientDeathRetracted':
      return { status: 'living' };
  }
};
