import type { CoverageProblemCode } from './coverage-problem.js';
import type { VerificationCaseEvent } from './verification-case.events.js';
import type { VerificationCaseCommand } from './verification-case.decider.js';

/** One visit and what can be said of its case: shared by the specs of this stream family. */
export const caseId = '0196d3a0-0000-7000-8000-00000000000a';

const visit = {
  appointmentId: caseId,
  patientId: '0196d3a0-0000-7000-8000-0000000000b0',
  siteId: 'north',
  departmentId: 'surgery',
  visitTypeId: 'pinning',
  visitDate: '2026-12-01',
  visitAt: '2026-12-01T14:00:00Z',
};

export const opened: VerificationCaseEvent = { type: 'VerificationCaseOpened', data: { caseId, ...visit } };
export const verified: VerificationCaseEvent = { type: 'CoverageVerified', data: { caseId } };
export const closed: VerificationCaseEvent = { type: 'VerificationCaseClosed', data: { caseId, reason: 'appointment-cancelled' } };
export const problem = (code: CoverageProblemCode): VerificationCaseEvent => ({
  type: 'CoverageProblemFound',
  data: { caseId, problem: code },
});

export const open: VerificationCaseCommand = { type: 'OpenVerificationCase', data: visit };
export const verify: VerificationCaseCommand = { type: 'VerifyCoverage', data: { caseId } };
export const close: VerificationCaseCommand = { type: 'CloseVerificationCase', data: { caseId, reason: 'appointment-cancelled' } };
export const report = (code: CoverageProblemCode): VerificationCaseCommand => ({
  type: 'ReportCoverageProblem',
  data: { caseId, problem: code },
});
