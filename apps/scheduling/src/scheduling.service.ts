import { schedulingAppointmentsV1, schedulingResourcesV1 } from '@liaison/contracts';
import { Follower } from '@liaison/projections';
import type { Service } from '@liaison/service-kit';
import { appointmentTimers } from './appointment-timers/appointment-timers.projection.js';
import { visitTypeTimers } from './appointment-timers/visit-type-timers.projection.js';
import { appointments } from './appointments/appointments.projection.js';
import { AppointmentEntity } from './appointments/appointments.row.js';
import { openCommitments } from './commitment/open-commitments.projection.js';
import { intentTypes } from './intents/intent-following.js';
import { dayBoard } from './day-board/day-board.projection.js';
import { DayBoardUseRow } from './day-board/day-board.row.js';
import { carriedTypes } from './day-schedule/carrying-over-midnight.js';
import { resourceUtilisation } from './migrations/0001-resource-utilisation.js';
import { calendarFeedSecret } from './migrations/0002-calendar-feed-secret.js';
import { utilisationOverMidnight } from './migrations/0003-utilisation-over-midnight.js';
import { published } from './messaging/published.js';
import { resourceHours } from './resource-hours/resource-hours.projection.js';
import { ResourceHoursEntity } from './resource-hours/resource-hours.row.js';
import { reservedUses } from './reserved-uses/reserved-uses.projection.js';
import { ReservedUseEntity } from './reserved-uses/reserved-uses.row.js';
import { resourceUses } from './resource-uses/resource-uses.projection.js';
import { ResourceUseEntity } from './resource-uses/resource-uses.row.js';
import { patientSeries } from './patient-series/patient-series.projection.js';
import { PatientSeriesEntity } from './patient-series/patient-series.row.js';
import { seenBy } from './seen-by/seen-by.projection.js';
import { SeenByEntity } from './seen-by/seen-by.row.js';
import { SchedulingModule } from './scheduling.module.js';
import { partsOf } from './scheduling.parts.js';
import { upcasters } from './upcasters.js';

export { boardOfTheDay, type BoardOfTheDay } from './day-board/board-of-the-day.js';

export const scheduling: Service = {
  name: 'scheduling',
  title: 'Scheduling',
  migrations: [resourceUtilisation, calendarFeedSecret, utilisationOverMidnight],
  upcasters,
  entities: [
    DayBoardUseRow,
    AppointmentEntity,
    SeenByEntity,
    ResourceUseEntity,
    ResourceHoursEntity,
    PatientSeriesEntity,
    ReservedUseEntity,
  ],
  projections: [
    dayBoard,
    appointments,
    appointmentTimers,
    visitTypeTimers,
    seenBy,
    resourceUses,
    resourceHours,
    openCommitments,
    patientSeries,
    reservedUses,
  ],
  published: { map: published, topics: [schedulingAppointmentsV1, schedulingResourcesV1] },
  module: (runtime) => SchedulingModule.for(partsOf(runtime)),
  followers: (runtime) => [
    new Follower({
      store: runtime.store,
      pool: runtime.pool,
      schema: runtime.schema,
      log: runtime.log,
      name: 'closure-spreading',
      categories: ['scheduling.closure'],
      handle: (event) => partsOf(runtime).spreading.follow(event),
    }),
    new Follower({
      ...{ store: runtime.store, pool: runtime.pool, schema: runtime.schema, log: runtime.log },
      name: 'deceased-patients',
      categories: ['scheduling.patient', 'scheduling.daySchedule'],
      types: ['PatientDeceased', 'AppointmentBooked', 'AppointmentMovedIn'],
      handle: (event) => partsOf(runtime).cancelling.follow(event),
    }),
    new Follower({
      ...{ store: runtime.store, pool: runtime.pool, schema: runtime.schema, log: runtime.log },
      name: 'over-midnight',
      categories: ['scheduling.daySchedule'],
      types: carriedTypes,
      handle: (event) => partsOf(runtime).carrying.follow(event),
    }),
    new Follower({
      ...{ store: runtime.store, pool: runtime.pool, schema: runtime.schema, log: runtime.log },
      name: 'intents',
      categories: ['scheduling.series', 'scheduling.linkedVisits'],
      types: intentTypes,
      handle: (event) => partsOf(runtime).following.follow(event),
    }),
  ],
  start: async (runtime) => {
    const { hearing, catalogue, timers, settling, deceased } = partsOf(runtime);
    hearing.start();
    await Promise.all([catalogue.start(), deceased.start()]);
    timers.start();
    settling.start();
  },
  stop: async (runtime) => {
    const { hearing, catalogue, timers, settling, deceased, live } = partsOf(runtime);
    await Promise.all([timers.stop(), settling.stop()]);
    await Promise.all([hearing.stop(), catalogue.stop(), deceased.stop(), live.stop()]);
  },
};
