import { toUtc } from '@liaison/kernel';
import { Column, PrimaryColumn, ViewEntity } from 'typeorm';
import type { CoverageProblemCode } from '../verification-case/coverage-problem.js';
import type { CaseStatus, VerificationCaseFacts } from './verification-cases.projection.js';

/** PostgreSQL's driver speaks `Date`; everybody else here speaks UTC text at whole seconds. */
const instant = {
  to: (text: string): string => text,
  from: (date: Date): string => toUtc(date.toISOString()),
};

/** The view that shows the live generation of the projection. Only its runner writes. */
@ViewEntity({ name: 'verification_cases', synchronize: false })
export class VerificationCaseRow implements VerificationCaseFacts {
  @PrimaryColumn({ name: 'case_id', type: 'uuid' }) readonly caseId!: string;
  @Column({ name: 'appointment_id', type: 'uuid' }) readonly appointmentId!: string;
  @Column({ name: 'patient_id', type: 'uuid' }) readonly patientId!: string;
  @Column({ name: 'site_id', type: 'text' }) readonly siteId!: string;
  @Column({ name: 'department_id', type: 'text' }) readonly departmentId!: string;
  @Column({ name: 'visit_type_id', type: 'text' }) readonly visitTypeId!: string;
  @Column({ name: 'visit_date', type: 'date' }) readonly visitDate!: string;
  @Column({ name: 'visit_at', type: 'timestamptz', transformer: instant }) readonly visitAt!: string;
  @Column({ type: 'text' }) readonly status!: CaseStatus;
  @Column({ type: 'text', nullable: true }) readonly problem!: CoverageProblemCode | null;
  @Column({ type: 'integer' }) readonly revision!: number;
  @Column({ name: 'changed_at', type: 'timestamptz', transformer: instant }) readonly changedAt!: string;
}
