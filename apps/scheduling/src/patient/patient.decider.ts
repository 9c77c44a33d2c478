import type { Decider } from '@liaison/kernel';
import { declareDeceased, type DeclareDeceased } from './declare-deceased/declare-deceased.js';
import type { PatientEvent } from './patient.events.js';
import { evolve, initial, type Patient } from './patient.state.js';
import { retractDeath, type RetractDeath } from './retract-death/retract-death.js';

export type PatientCommand = DeclareDeceased | RetractDeath;

export const patient: Decider<PatientCommand, Patient, PatientEvent, never> = {
  initial,
  evolve,
  decide: (command, state) => {
    switch (command.type) {
      case 'DeclareDeceased':
        return declareDeceased(command, state);
      case 'RetractDeath':
        return retractDeath(command, state);
    }
  },
};
