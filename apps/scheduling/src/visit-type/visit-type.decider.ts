import type { Decider } from '@liaison/kernel';
import { defineVisitType, type DefineVisitType, type VisitTypeRefusal } from './define-visit-type/define-visit-type.js';
import type { VisitTypeEvent } from './visit-type.events.js';
import { evolve, initial, type VisitType } from './visit-type.state.js';

export type VisitTypeCommand = DefineVisitType;

export const visitType: Decider<VisitTypeCommand, VisitType, VisitTypeEvent, VisitTypeRefusal> = {
  initial,
  evolve,
  decide: defineVisitType,
};
