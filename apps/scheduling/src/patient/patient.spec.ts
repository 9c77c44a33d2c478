import { given } from '@liaison/testing';
import { patient } from './patient.decider.js';
import type { PatientEvent } from './patient.events.js';

const facts = { patientId: '00000000-0000-7000-8002-000000000001', now: '2026-12-01T09:00:00Z' };
const event = <Type extends PatientEvent['type']>(type: Type) => ({ type, data: { patientId: facts.patientId, at: facts.now } });
const declare = { type: 'DeclareDeceased', data: facts } as const;
const retract = { type: 'RetractDeath', data: facts } as const;

describe('A patient’s death', () => {
  it('is recorded', () => given(patient).when(declare).then(event('PatientDeceased')));
  it('is recorded once', () => given(patient, event('PatientDeceased')).when(declare).thenNothing());
  it('is taken back when it was a mistake', () =>
    given(patient, event('PatientDeceased')).when(retract).then(event('PatientDeathRetracted')));
  it('cannot be taken back before it was recorded', () => given(patient).when(retract).thenNothing());
  it('may be recorded again after that', () =>
    given(patient, event('PatientDeceased'), event('PatientDeathRetracted')).when(declare).then(event('PatientDeceased')));
});
