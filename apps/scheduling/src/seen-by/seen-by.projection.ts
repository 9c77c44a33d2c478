import { projection, type Change } from '@liaison/projections';
import type { DayScheduleEvent, Use } from '../day-schedule/day-schedule.events.js';

/** Who serves whom, and when: so that a patient can go on with somebody they know. */
export type SeenByRow = { appointmentId: string; resourceId: string; patientId: string; date: string };

type Visit = { readonly appointmentId: string; readonly patientId: string; readonly date: string; readonly uses: readonly Use[] };
const gone = ({ appointmentId }: Pick<Visit, 'appointmentId'>): readonly Change<SeenByRow>[] => [{ remove: { appointmentId } }];
const served = ({ appointmentId, patientId, date, uses }: Visit): readonly Change<SeenByRow>[] =>
  [...new Set(uses.map(({ resourceId }) => resourceId))].map((resourceId) => ({ put: { appointmentId, resourceId, patientId, date } }));
const servedAnew = (visit: Visit): readonly Change<SeenByRow>[] => [...gone(visit), ...served(visit)];

export const seenBy = projection<DayScheduleEvent, SeenByRow>({
  name: 'seen-by',
  version: 1,
  categories: ['daySchedule'],
  columns: { appointmentId: 'appointment_id', resourceId: 'resource_id', patientId: 'patient_id', date: 'date' },
  key: ['appointmentId', 'resourceId'],
  ddl: (table) => [
    `create table ${table} (
      appointment_id uuid not null,
      resource_id text not null,
      patient_id uuid not null,
      "date" text not null,
      primary key (appointment_id, resource_id)
    )`,
    `create index on ${table} (patient_id)`,
  ],
  changes: {
    AppointmentBooked: served,
    AppointmentMoved: servedAnew,
    AppointmentMovedIn: servedAnew,
    AppointmentReassigned: servedAnew,
    AppointmentMissed: gone,
    AppointmentCancelled: gone,
    AppointmentEnteredInError: gone,
  },
});
