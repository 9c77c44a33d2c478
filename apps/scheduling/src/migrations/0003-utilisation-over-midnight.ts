import type { Migration } from '@liaison/event-store';

/**
 * A share that passes midnight has a row for each date. When it was used is told by the whole of it, and then each date has what
 * falls on it, as in `resource-uses/actual-use.ts`.
 */
export const utilisationOverMidnight: Migration = {
  id: 'scheduling-0003-utilisation-over-midnight',
  sql: `
    create or replace function resource_utilisation_by_day() returns table (
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
      ), whole as (
        select *, whole_from::timestamptz + case when whole_from < "end" then late else longer end used_from,
               whole_to::timestamptz + case when whole_to < "end" then late else longer end used_to
          from (select *, started_at::timestamptz - "start"::timestamptz late, finished_at::timestamptz - "end"::timestamptz longer
                  from resource_uses
                 where status in ('booked', 'arrived', 'checked-in', 'fulfilled')) visits
      ), timed as (
        select site_id, "date", resource_id, load, coalesce(session, appointment_id::text) || ' ' || phase share,
               "from"::timestamptz planned_from, "to"::timestamptz planned_to,
               case when whole_from < "from" and used_from is not null then greatest(used_from, "from"::timestamptz) else used_from end used_from,
               case when whole_to > "to" and used_to is not null then least(used_to, "to"::timestamptz) else used_to end used_to
          from whole
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
  `,
};
