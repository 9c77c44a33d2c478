import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { AppointmentStatus } from '../day-schedule/appointment.state.js';

/** One share of one resource. Readers see the view of the live generation. */
@Entity({ name: 'resource_uses' })
export class ResourceUseEntity {
  @PrimaryColumn({ name: 'appointment_id', type: 'uuid' })
  appointmentId!: string;
  @PrimaryColumn({ type: 'text' })
  phase!: string;
  @PrimaryColumn({ name: 'resource_id', type: 'text' })
  resourceId!: string;
  @Column({ name: 'site_id', type: 'text' })
  siteId!: string;
  @Column({ name: 'department_id', type: 'text' })
  departmentId!: string;
  @PrimaryColumn({ type: 'text' })
  date!: string;
  @Column({ name: 'visit_type_id', type: 'text' })
  visitTypeId!: string;
  @Column({ type: 'text' })
  status!: AppointmentStatus;
  @Column({ type: 'integer' })
  load!: number;
  @Column({ type: 'text', nullable: true })
  session!: string | null;
  @Column({ type: 'text' })
  from!: string;
  @Column({ type: 'text' })
  to!: string;
  @Column({ name: 'whole_from', type: 'text' })
  wholeFrom!: string;
  @Column({ name: 'whole_to', type: 'text' })
  wholeTo!: string;
  @Column({ type: 'text' })
  start!: string;
  @Column({ type: 'text' })
  end!: string;
  @Column({ name: 'started_at', type: 'text', nullable: true })
  startedAt!: string | null;
  @Column({ name: 'finished_at', type: 'text', nullable: true })
  finishedAt!: string | null;
  /** PostgreSQL's bigint comes as text. */
  @Column({ type: 'bigint', transformer: { from: Number, to: String } })
  sequence!: number;
  @Column({ name: 'changed_at', type: 'text' })
  changedAt!: string;
}
