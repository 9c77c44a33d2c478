import { Instant } from '@liaison/contracts';
import { NotOlderThan } from '@liaison/service-kit';
import { z } from 'zod';
import { CoverageProblemCode } from '../verification-case/coverage-problem.js';
import { Cursor } from './verification-cases.cursor.js';

const CaseStatus = z.enum(['open', 'verified', 'problem', 'closed']).meta({ id: 'VerificationCaseStatus' });

/** In the years that four digits and PostgreSQL both reach, with a day to spare on either side. */
const VisitDate = z.iso
  .date({ error: 'must be a date of the calendar, like 2026-12-01' })
  .regex(/^[1-8]/, 'must lie between the years 1000 and 8999');

export const CaseShown = z
  .object({
    caseId: z.uuid(),
    appointmentId: z.uuid(),
    patientId: z.uuid(),
    siteId: z.string(),
    departmentId: z.string(),
    visitTypeId: z.string(),
    visitDate: z.iso.date().describe('By the calendar of the site'),
    visitAt: Instant,
    status: CaseStatus,
    problem: CoverageProblemCode.nullable(),
    revision: z.int().min(0),
    changedAt: Instant,
  })
  .meta({ id: 'VerificationCase' });
export type CaseShown = z.infer<typeof CaseShown>;

export const CasePage = z
  .object({
    verificationCases: z.array(CaseShown).readonly(),
    nextCursor: z.string().optional().describe('There are more: give it as cursor, with the same filters'),
  })
  .meta({ id: 'VerificationCasePage' });
export type CasePage = z.infer<typeof CasePage>;

export const CaseQuery = z
  .strictObject({
    patientId: z.uuid().toLowerCase().optional(),
    status: CaseStatus.optional(),
    from: VisitDate.optional().describe('First visit date'),
    to: VisitDate.optional().describe('Last visit date, inclusive'),
    limit: z.coerce.number().int().min(1).max(200).default(50),
    cursor: Cursor.optional(),
    notOlderThan: NotOlderThan,
  })
  .refine(({ from, to }) => !from || !to || from <= to, { error: 'must not be before from', path: ['to'] });
export type CaseQuery = z.infer<typeof CaseQuery>;
