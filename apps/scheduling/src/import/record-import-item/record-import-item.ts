import { accepted, rejected, type Decision } from '@liaison/kernel';
import type { ImportItemRecorded } from '../import.events.js';
import type { Import } from '../import.state.js';

export type RecordImportItem = { readonly type: 'RecordImportItem'; readonly data: ImportItemRecorded['data'] };
export type ImportRefusal = { readonly code: 'import-unknown'; readonly importId: string };

/** The first outcome stands: an entry refused once is not booked by a second run over other days. */
export const recordImportItem = ({ data }: RecordImportItem, run: Import): Decision<ImportItemRecorded, ImportRefusal> => {
  if (run.status === 'unknown') return rejected({ code: 'import-unknown', importId: data.importId });
  return run.items.has(data.itemId) ? accepted() : accepted({ type: 'ImportItemRecorded', data });
};
