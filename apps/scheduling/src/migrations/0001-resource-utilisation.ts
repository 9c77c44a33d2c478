import type { Migration } from '@liaison/event-store';

/**
 * For analysts: a row per site, date and resource. It stands on the views of two projections without depending on them, as a view
 * of its own would, because their tables come and go. What day schedules were given is staffed; only encounters that are over
 * are used. Minutes count times load, or times capacity; a group session once.
 */
export const resourceUtilisation: Migration = {
  id: 'scheduling-0001-resource-utilisation',
  sql: `
    create function minutes_in(times tstzmultirange) returns numeric language sql immutable as $$
      select coalesce(sum(extract(epoch from upper(time) - lower(time))), 0) / 60 from unnest(times) time
    $$;

    create function resource_utilisation_by_day() returns table (
      site_id text,
      "date" date,
      resource_id text,
      staffed_minutes numeric,
      planned_minutes numeric,
      used_minutes numeric,
      idle_minutes numeric,
      overtime_minutes numeric
    ) language plpgsql stable set search_path from current as $$
    #variable_conflict use_column
    begin
      return query
      with staffed as (
        select site_id, "date", resource_id, max(capacity) capacity,
               coalesce(range_agg(tstzrange("from"::timestamptz, "to"::timestamptz)) filter (where kind = 'granted'), '{}')
                 - coalesce(range_agg(tstzrange("from"::timestamptz, "to"::timestamptz)) filter (where kind = 'returned'), '{}') there
          from resource_hours
         group by site_id, "date", resource_id
      ), timed as (
        select site_id, "date", resource_id, load, coalesce(session, appointment_id::text) || ' ' || phase share,
               "from"::timestamptz planned_from, "to"::timestamptz planned_to,
               "from"::timestamptz + case when "from" < "end" then late else longer end used_from,
               "to"::timestamptz + case when "to" < "end" then late else longer end used_to
          from (select *, started_at::timestamptz - "start"::timestamptz late, finished_at::timestamptz - "end"::timestamptz longer
                  from resource_uses
                 where status in ('booked', 'arrived', 'checked-in', 'fulfilled')) visits
      ), shares as (
        select site_id, "date", resource_id, share, max(load) load,
               range_agg(tstzrange(planned_from, planned_to)) planned,
               coalesce(range_agg(tstzrange(used_from, used_to)) filter (where used_from < used_to), '{}') used
          from timed
         group by site_id, "date", resource_id, share
      ), sums as (
        select site_id, "date", resource_id, staffed.capacity * minutes_in(staffed.there) staffed,
               coalesce(sum(load * minutes_in(planned)), 0) planned,
               coalesce(sum(load * minutes_in(used)), 0) used,
               coalesce(sum(load * minutes_in(used * staffed.there)), 0) used_within
          from staffed left join shares using (site_id, "date", resource_id)
         group by site_id, "date", resource_id, staffed.capacity, staffed.there
      )
      select site_id, "date"::date, resource_id, staffed, planned, used, greatest(staffed - used_within, 0), used - used_within from sums;
    end $$;

    create view resource_utilisation as select * from resource_utilisation_by_day();
  `,
};
