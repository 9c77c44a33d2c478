import { Column, Entity, PrimaryColumn } from 'typeorm';

/** Readers see the view of the live generation. */
@Entity({ name: 'patient_series' })
export class PatientSeriesEntity {
  @PrimaryColumn({ name: 'series_id', type: 'uuid' })
  seriesId!: string;
  @Column({ name: 'patient_id', type: 'uuid' })
  patientId!: string;
  @Column({ name: 'site_id', type: 'text' })
  siteId!: string;
  @Column({ name: 'visit_type_id', type: 'text' })
  visitTypeId!: string;
  @Column({ name: 'start_date', type: 'text' })
  startDate!: string;
  @Column({ type: 'text' })
  status!: 'requested' | 'booked';
}
