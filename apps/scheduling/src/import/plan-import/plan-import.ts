import { accepted, type Decision } from '@liaison/kernel';
import type { ImportPlanned } from '../import.events.js';
import type { Import } from '../import.state.js';

export type PlanImport = { readonly type: 'PlanImport'; readonly data: ImportPlanned['data'] };

/** The first plan stands, so that a run on any later day lays the same demand into the same weeks. */
export const planImport = ({ data }: PlanImport, run: Import): Decision<ImportPlanned, never> =>
  run.status === 'planned' ? accepted() : accepted({ type: 'ImportPlanned', data });
