import type { Runtime } from '@liaison/service-kit';
import { v5 as uuidv5 } from 'uuid';
import { DueRows } from '../due-rows/due-rows.js';
import type { SchedulingStreams } from '../scheduling.streams.js';
import { appointmentTimers } from './appointment-timers.projection.js';
import { dueTimers, type DueTimer } from './due-timers.js';
import { commandOf } from './timers.workflow.js';

/** Timers taken up at a time. */
const stride = 100;
const { name } = appointmentTimers;

/** Turns timers that have run out into commands; one that came through twice finds nothing to do. */
export const timersOf = (runtime: Runtime, streams: SchedulingStreams): DueRows<DueTimer> =>
  new DueRows({
    ...{ runtime, name },
    due: (now, after) => dueTimers(runtime.pool, now, after, stride),
    fire: async (timer, now) => {
      const { appointmentId, kind, dueAt, siteId, date, shift } = timer;
      const commandId = uuidv5(shift === 0 ? `${kind} ${dueAt}` : `${kind} ${dueAt} ${shift}`, appointmentId);
      const outcome = await streams.days.handle(`${siteId}/${date}`, commandOf(timer, now), { commandId, by: name, at: now });
      return outcome.accepted && outcome.events.length > 0 ? outcome.position : 0;
    },
  });
