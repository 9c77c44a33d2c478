import { projection, type Change } from '@liaison/projections';
import { reminderLead } from '../day-schedule/note-reminder-due/note-reminder-due.js';
import { grace } from '../day-schedule/record-no-show/record-no-show.js';
import type { VisitTypeDefined, VisitTypeEvent } from '../visit-type/visit-type.events.js';

/** By how many minutes a timer of a kind of visit runs out later than is usual; negative: earlier. */
export type VisitTypeTimerRow = { siteId: string; visitTypeId: string; kind: 'reminder' | 'no-show'; shift: number };

const shiftsOf = ({
  siteId,
  visitTypeId,
  reminderLeadMinutes = reminderLead,
  noShowGraceMinutes = grace,
}: VisitTypeDefined['data']): readonly Change<VisitTypeTimerRow>[] =>
  ([['reminder', reminderLead - reminderLeadMinutes] as const, ['no-show', noShowGraceMinutes - grace] as const] as const)
    .filter(([, shift]) => shift !== 0)
    .map(([kind, shift]) => ({ put: { siteId, visitTypeId, kind, shift } }));

/** What kinds of visit say of their timers: it counts for every appointment of theirs from then on. */
export const visitTypeTimers = projection<VisitTypeEvent, VisitTypeTimerRow>({
  name: 'visit-type-timers',
  version: 1,
  categories: ['visitType'],
  columns: { siteId: 'site_id', visitTypeId: 'visit_type_id', kind: 'kind', shift: 'shift' },
  key: ['siteId', 'visitTypeId', 'kind'],
  ddl: (table) => [
    `create table ${table} (
      site_id text not null,
      visit_type_id text not null,
      kind text not null check (kind in ('reminder', 'no-show')),
      shift integer not null,
      primary key (site_id, visit_type_id, kind)
    )`,
  ],
  changes: {
    VisitTypeDefined: (defined) => [{ remove: { siteId: defined.siteId, visitTypeId: defined.visitTypeId } }, ...shiftsOf(defined)],
  },
});
