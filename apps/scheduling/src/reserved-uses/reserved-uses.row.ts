import { Column, Entity, PrimaryColumn } from 'typeorm';

/** One share of one resource, reserved for one phase of a visit. Readers see the view of the live generation. */
@Entity({ name: 'reserved_uses' })
export class ReservedUseEntity {
  @PrimaryColumn({ name: 'commitment_id', type: 'uuid' })
  commitmentId!: string;
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
  @Column({ name: 'patient_id', type: 'uuid' })
  patientId!: string;
  @Column({ name: 'visit_type_id', type: 'text' })
  visitTypeId!: string;
  @Column({ type: 'text' })
  start!: string;
  @Column({ type: 'text' })
  end!: string;
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
  @Column({ name: 'other_date', type: 'text', nullable: true })
  otherDate!: string | null;
}
