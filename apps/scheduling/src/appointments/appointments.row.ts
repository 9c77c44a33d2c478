import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { AppointmentStatus } from '../day-schedule/appointment.state.js';

/** One appointment. Readers see the view of the live generation. */
@Entity({ name: 'appointments' })
export class AppointmentEntity {
  @PrimaryColumn({ name: 'appointment_id', type: 'uuid' })
  appointmentId!: string;
  @Column({ name: 'patient_id', type: 'uuid' })
  patientId!: string;
  @Column({ name: 'site_id', type: 'text' })
  siteId!: string;
  @Column({ name: 'department_id', type: 'text' })
  departmentId!: string;
  @Column({ name: 'visit_type_id', type: 'text' })
  visitTypeId!: string;
  @Column({ type: 'text' })
  date!: string;
  @Column({ type: 'text' })
  zone!: string;
  @Column({ type: 'text' })
  start!: string;
  @Column({ type: 'text' })
  end!: string;
  @Column({ type: 'text' })
  status!: AppointmentStatus;
  @Column({ type: 'boolean' })
  confirmed!: boolean;
  @Column({ name: 'cancellation_reason', type: 'text', nullable: true })
  cancellationReason!: string | null;
  @Column({ name: 'encounter_id', type: 'uuid', nullable: true })
  encounterId!: string | null;
}
