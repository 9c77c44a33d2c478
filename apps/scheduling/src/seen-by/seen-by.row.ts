import { Column, Entity, PrimaryColumn } from 'typeorm';

/** Readers see the view of the live generation. */
@Entity({ name: 'seen_by' })
export class SeenByEntity {
  @PrimaryColumn({ name: 'appointment_id', type: 'uuid' })
  appointmentId!: string;
  @PrimaryColumn({ name: 'resource_id', type: 'text' })
  resourceId!: string;
  @Column({ name: 'patient_id', type: 'uuid' })
  patientId!: string;
  @Column({ type: 'text' })
  date!: string;
}
