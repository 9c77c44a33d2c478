import type { Runtime } from '@liaison/service-kit';
import { v5 as uuidv5 } from 'uuid';
import { DueRows } from '../due-rows/due-rows.js';
import type { SchedulingStreams } from '../scheduling.streams.js';
import { appointmentTimers, type TimerRow } from './appointment-timers.projection.js';
import { commandOf } from './timers.workflow.js';

/** Timers taken up at a time. */
const stride = 100;
const { name } = appointmentTimers;
const view = name.replaceAll('-', '_');

/** Turns timers that have run out into commands; one that came through twice finds nothing to do. */
export const timersOf = (runtime: Runtime, streams: SchedulingStreams): DueRows<TimerRow> =>
  new DueRows({
    ...{ runtime, name },
    due: async (now, after) => {
      const { rows } = await runtime.pool.query<TimerRow>(
        `select appointment_id "appointmentId", kind, site_id "siteId", "date", due_at "dueAt" from ${view}
           where due_at <= $1 and ($2::text is null or (due_at, appointment_id, kind) > ($2, $3::uuid, $4))
           order by due_at, appointment_id, kind limit ${stride}`,
        [now, after?.dueAt, after?.appointmentId, after?.kind],
      );
      return rows;
    },
    fire: async (timer, now) => {
      const { appointmentId, kind, dueAt, siteId, date } = timer;
      const asked = { commandId: uuidv5(`${kind} ${dueAt}`, appointmentId), by: name, at: now };
      const outcome = await streams.days.handle(`${siteId}/${date}`, commandOf(timer, now), asked);
      return outcome.accepted && outcome.events.length > 0 ? outcome.position : 0;
    },
  });
