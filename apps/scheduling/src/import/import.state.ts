import { OrderedMap } from 'immutable';
import type { ImportEvent, ImportItemRecorded, ImportPlanned } from './import.events.js';

export type Import = { readonly status: 'unknown' } | PlannedImport;
export type PlannedImport = ImportPlanned['data'] & { readonly status: 'planned'; readonly items: OrderedMap<string, ImportItem> };
export type ImportItem = Omit<ImportItemRecorded['data'], 'importId'>;

export const initial: Import = { status: 'unknown' };

export const evolve = (run: Import, event: ImportEvent): Import => {
  switch (event.type) {
    case 'ImportPlanned':
      return { ...event.data, status: 'planned', items: run.status === 'planned' ? run.items : OrderedMap() };
    case 'ImportItemRecorded': {
      const { importId: _, ...item } = event.data;
      return run.status === 'planned' ? { ...run, items: run.items.set(item.itemId, item) } : run;
    }
  }
};
