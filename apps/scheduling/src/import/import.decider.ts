import type { Decider } from '@liaison/kernel';
import type { ImportEvent } from './import.events.js';
import { evolve, initial, type Import } from './import.state.js';
import { planImport, type PlanImport } from './plan-import/plan-import.js';
import { recordImportItem, type ImportRefusal, type RecordImportItem } from './record-import-item/record-import-item.js';

export type ImportCommand = PlanImport | RecordImportItem;

export const importRun: Decider<ImportCommand, Import, ImportEvent, ImportRefusal> = {
  initial,
  evolve,
  decide: (command, run) => {
    switch (command.type) {
      case 'PlanImport':
        return planImport(command, run);
      case 'RecordImportItem':
        return recordImportItem(command, run);
    }
  },
};
