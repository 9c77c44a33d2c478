import type { Pool } from 'pg';
import type { TimerRow } from './appointment-timers.projection.js';

/** A timer with what its kind of visit adds to the usual time, in minutes. */
export type DueTimer = TimerRow & { readonly shift: number };

/**
 * The next timers that have run out by now, in the order of their usual time. Kinds of visit with times of their own are asked one
 * by one, so that both questions have an index to walk.
 */
export const dueTimers = async (pool: Pool, now: string, after: DueTimer | undefined, limit: number): Promise<readonly DueTimer[]> => {
  const { rows } = await pool.query<DueTimer>(
    `with due as (
       (select appointment_id, kind, site_id, "date", visit_type_id, due_at, 0 shift
          from appointment_timers timer
         where due_at <= $1 and ($2::text is null or (due_at, appointment_id, kind) > ($2, $3::uuid, $4))
           and not exists (select from visit_type_timers own
                            where own.site_id = timer.site_id and own.visit_type_id = timer.visit_type_id and own.kind = timer.kind)
         order by due_at, appointment_id, kind limit $5)
       union all
       select timer.appointment_id, timer.kind, timer.site_id, timer."date", timer.visit_type_id, timer.due_at, own.shift
         from visit_type_timers own join appointment_timers timer using (site_id, visit_type_id, kind)
        where timer.due_at <= to_char(($1::timestamptz - make_interval(mins => own.shift)) at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"')
          and ($2::text is null or (timer.due_at, timer.appointment_id, timer.kind) > ($2, $3::uuid, $4))
     )
     select appointment_id "appointmentId", kind, site_id "siteId", "date", visit_type_id "visitTypeId", due_at "dueAt", shift
       from due order by due_at, appointment_id, kind limit $5`,
    [now, after?.dueAt, after?.appointmentId, after?.kind, limit],
  );
  return rows;
};
