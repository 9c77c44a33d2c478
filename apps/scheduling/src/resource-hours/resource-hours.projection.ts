import { union } from '@liaison/kernel';
import { projection, type Change, type Place } from '@liaison/projections';
import type { DayScheduleEvent } from '../day-schedule/day-schedule.events.js';

/** Hours that a day schedule was given of a resource, and those that it gave back since: what is there is the rest. */
export type ResourceHoursRow = {
  siteId: string;
  date: string;
  resourceId: string;
  kind: 'granted' | 'returned';
  from: string;
  to: string;
  capacity: number;
};

type OfResource = { readonly resourceId: string; readonly capacity: number; readonly hours: Parameters<typeof union>[0] };

/** The stream of a day schedule is called after its site and date, and says neither in events about hours. */
const dayOf = ({ stream }: Place) => {
  const [, siteId = '', date = ''] = /^[^-]+-(.+)\/(.{10})$/.exec(stream) ?? [];
  return { siteId, date };
};
const rows = (
  { resourceId, capacity, hours }: OfResource,
  kind: ResourceHoursRow['kind'],
  at: Place,
): readonly Change<ResourceHoursRow>[] =>
  union(hours).map(({ from, to }) => ({ put: { ...dayOf(at), resourceId, kind, from, to, capacity } }));

export const resourceHours = projection<DayScheduleEvent, ResourceHoursRow>({
  name: 'resource-hours',
  version: 1,
  categories: ['daySchedule'],
  columns: {
    siteId: 'site_id',
    date: 'date',
    resourceId: 'resource_id',
    kind: 'kind',
    from: 'from',
    to: 'to',
    capacity: 'capacity',
  },
  key: ['siteId', 'date', 'resourceId', 'kind', 'from', 'to'],
  ddl: (table) => [
    `create table ${table} (
      site_id text not null,
      "date" text collate "C" not null,
      resource_id text not null,
      kind text not null check (kind in ('granted', 'returned')),
      "from" text collate "C" not null,
      "to" text collate "C" not null,
      capacity integer not null,
      primary key (site_id, "date", resource_id, kind, "from", "to")
    )`,
    `create index on ${table} (resource_id, "date")`,
  ],
  changes: {
    /** All that it has from now on. */
    HoursGranted: (granted, at) => [{ remove: { ...dayOf(at), resourceId: granted.resourceId } }, ...rows(granted, 'granted', at)],
    HoursReturned: (returned, at) => rows(returned, 'returned', at),
  },
});
