import { projection, type Change } from '@liaison/projections';
import type { SeriesEvent } from '../series/series.events.js';

/** A row for each series that stands or is being booked: whose it is. */
export type PatientSeriesRow = {
  seriesId: string;
  patientId: string;
  siteId: string;
  visitTypeId: string;
  startDate: string;
  status: 'requested' | 'booked';
};

const gone = ({ seriesId }: { readonly seriesId: string }): readonly Change<PatientSeriesRow>[] => [{ remove: { seriesId } }];

export const patientSeries = projection<SeriesEvent, PatientSeriesRow>({
  name: 'patient-series',
  version: 1,
  categories: ['series'],
  columns: {
    seriesId: 'series_id',
    patientId: 'patient_id',
    siteId: 'site_id',
    visitTypeId: 'visit_type_id',
    startDate: 'start_date',
    status: 'status',
  },
  key: ['seriesId'],
  ddl: (table) => [
    `create table ${table} (
      series_id uuid primary key,
      patient_id uuid not null,
      site_id text not null,
      visit_type_id text not null,
      start_date text not null,
      status text not null check (status in ('requested', 'booked'))
    )`,
    `create index on ${table} (patient_id, start_date)`,
  ],
  changes: {
    SeriesRequested: ({ seriesId, patientId, siteId, visitTypeId, pattern: { startDate } }) => [
      { put: { seriesId, patientId, siteId, visitTypeId, startDate, status: 'requested' } },
    ],
    SeriesBooked: ({ seriesId }) => [{ set: { status: 'booked' }, where: { seriesId } }],
    SeriesAbandoned: gone,
  },
});
