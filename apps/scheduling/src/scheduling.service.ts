import { schedulingAppointmentsV1 } from '@liaison/contracts';
import { Follower } from '@liaison/projections';
import type { Service } from '@liaison/service-kit';
import { appointmentTimers } from './appointment-timers/appointment-timers.projection.js';
import { dayBoard } from './day-board/day-board.projection.js';
import { DayBoardUseRow } from './day-board/day-board.row.js';
import { published } from './messaging/published.js';
import { SchedulingModule } from './scheduling.module.js';
import { partsOf } from './scheduling.parts.js';

export { boardOfTheDay, type BoardOfTheDay } from './day-board/board-of-the-day.js';

export const scheduling: Service = {
  name: 'scheduling',
  title: 'Scheduling',
  migrations: [],
  entities: [DayBoardUseRow],
  projections: [dayBoard, appointmentTimers],
  published: { map: published, topics: [schedulingAppointmentsV1] },
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
  ],
  start: async (runtime) => {
    const { catalogue, timers } = partsOf(runtime);
    await catalogue.start();
    timers.start();
  },
  stop: async (runtime) => {
    const { catalogue, timers } = partsOf(runtime);
    await timers.stop();
    await catalogue.stop();
  },
};
