import type { VisitTypeDefined, VisitTypeEvent } from './visit-type.events.js';

export type VisitType = { readonly status: 'unknown' } | DefinedVisitType;
export type DefinedVisitType = VisitTypeFacts & { readonly status: 'defined' };
export type VisitTypeFacts = VisitTypeDefined['data'];

export const initial: VisitType = { status: 'unknown' };

export const evolve = (_: VisitType, event: VisitTypeEvent): VisitType => ({ ...event.data, status: 'defined' });
