import { Instant } from '@liaison/contracts';
import { z } from 'zod';
import { CoverageProblemCode } from './coverage-problem.js';

const caseId = z.uuid();

export const VerificationCaseOpened = z.object({
  type: z.literal('VerificationCaseOpened'),
  data: z
    .object({
      caseId,
      appointmentId: z.uuid(),
      patientId: z.uuid(),
      siteId: z.string(),
      departmentId: z.string(),
      visitTypeId: z.string(),
      /** The site's calendar date: what a payer calls the date of service. */
      visitDate: z.iso.date(),
      visitAt: Instant,
    })
    .readonly(),
});

/** The payer stands by the coverage for this visit. */
export const CoverageVerified = z.object({
  type: z.literal('CoverageVerified'),
  data: z.object({ caseId }).readonly(),
});

export const CoverageProblemFound = z.object({
  type: z.literal('CoverageProblemFound'),
  data: z.object({ caseId, problem: CoverageProblemCode }).readonly(),
});

/** Also recorded of a case that was never opened: its cancellation overtook its booking. */
export const VerificationCaseClosed = z.object({
  type: z.literal('VerificationCaseClosed'),
  data: z.object({ caseId, reason: z.enum(['appointment-cancelled']) }).readonly(),
});

export const VerificationCaseEvent = z.discriminatedUnion('type', [
  VerificationCaseOpened,
  CoverageVerified,
  CoverageProblemFound,
  VerificationCaseClosed,
]);

export type VerificationCaseOpened = z.infer<typeof VerificationCaseOpened>;
export type CoverageVerified = z.infer<typeof CoverageVerified>;
export type CoverageProblemFound = z.infer<typeof CoverageProblemFound>;
export type VerificationCaseClosed = z.infer<typeof VerificationCaseClosed>;
export type VerificationCaseEvent = z.infer<typeof VerificationCaseEvent>;
