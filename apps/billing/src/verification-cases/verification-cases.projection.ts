import { projection } from '@liaison/projections';
import type { CoverageProblemCode } from '../verification-case/coverage-problem.js';
import type { VerificationCaseEvent, VerificationCaseOpened } from '../verification-case/verification-case.events.js';
import type { VerificationCase } from '../verification-case/verification-case.state.js';

export type CaseStatus = Exclude<VerificationCase['status'], 'none'>;

export type VerificationCaseFacts = VerificationCaseOpened['data'] & {
  readonly status: CaseStatus;
  readonly problem: CoverageProblemCode | null;
  /** Of the case's stream: what a reader of this row has seen. */
  readonly revision: number;
  readonly changedAt: string;
};

/** Every case that was opened, as it stands. One that was closed before its booking arrived has nothing to show. */
export const verificationCases = projection<VerificationCaseEvent, VerificationCaseFacts>({
  name: 'verification-cases',
  version: 1,
  categories: ['verificationCase'],
  columns: {
    caseId: 'case_id',
    appointmentId: 'appointment_id',
    patientId: 'patient_id',
    siteId: 'site_id',
    departmentId: 'department_id',
    visitTypeId: 'visit_type_id',
    visitDate: 'visit_date',
    visitAt: 'visit_at',
    status: 'status',
    problem: 'problem',
    revision: 'revision',
    changedAt: 'changed_at',
  },
  key: ['caseId'],
  ddl: (table) => [
    `create table ${table} (
      case_id uuid primary key,
      appointment_id uuid not null,
      patient_id uuid not null,
      site_id text not null,
      department_id text not null,
      visit_type_id text not null,
      visit_date date not null,
      visit_at timestamptz not null,
      status text not null,
      problem text,
      revision integer not null,
      changed_at timestamptz not null
    )`,
    `create index ${table}_by_visit on ${table} (visit_at, case_id)`,
    `create index ${table}_by_patient on ${table} (patient_id, visit_at, case_id)`,
    `create index ${table}_by_status on ${table} (status, visit_at, case_id)`,
  ],
  changes: {
    VerificationCaseOpened: (visit, { revision, time }) => [
      { put: { ...visit, status: 'open', problem: null, revision, changedAt: time } },
    ],
    CoverageVerified: ({ caseId }, { revision, time }) => [
      { set: { status: 'verified', problem: null, revision, changedAt: time }, where: { caseId } },
    ],
    CoverageProblemFound: ({ caseId, problem }, { revision, time }) => [
      { set: { status: 'problem', problem, revision, changedAt: time }, where: { caseId } },
    ],
    VerificationCaseClosed: ({ caseId }, { revision, time }) => [
      { set: { status: 'closed', problem: null, revision, changedAt: time }, where: { caseId } },
    ],
  },
});
