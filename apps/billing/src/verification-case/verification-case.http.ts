import { ProblemException, type Problems } from '@liaison/service-kit';
import { z } from 'zod';
import { CoverageProblemCode } from './coverage-problem.js';
import type { CaseRefusal } from './verification-case.policies.js';

/** The id of the appointment, in either case of letters: streams are named in lower case. */
export const CasePath = z.object({ caseId: z.uuid().toLowerCase() });
export type CasePath = z.infer<typeof CasePath>;

export const caseProblems: Problems<CaseRefusal> = {
  'case-unknown': ({ caseId }) => ({
    status: 404,
    title: 'There is no such verification case',
    detail: `No booking of an appointment ${caseId} has reached billing. It may still be on its way.`,
  }),
  'case-closed': ({ caseId }) => ({
    status: 409,
    title: 'The verification case is closed',
    detail: `The appointment ${caseId} was cancelled: there is no visit left to verify coverage for.`,
  }),
};

/** The same answer to those who ask for a case as to those who would change it. */
export const noSuchCase = (caseId: string): ProblemException => {
  const code = 'case-unknown';
  const { status, title, detail } = caseProblems[code]({ code, caseId });
  return new ProblemException(status, { code, title, detail, errors: [{ code, caseId, detail }] });
};

export const CoverageAnswered = z
  .object({
    caseId: z.uuid(),
    status: z.enum(['verified', 'problem']),
    problem: CoverageProblemCode.nullable(),
    revision: z.int().describe('Of the case: the value of its ETag'),
    position: z.int().describe('In the order of all events of the service: give it to queries as notOlderThan'),
  })
  .meta({ id: 'CoverageAnswered' });
export type CoverageAnswered = z.infer<typeof CoverageAnswered>;
