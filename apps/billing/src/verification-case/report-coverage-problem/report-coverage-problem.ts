import { accepted, rejected, type Decision } from '@liaison/kernel';
import type { CoverageProblemFound } from '../verification-case.events.js';
import { objectionToAnAnswer, type CaseRefusal } from '../verification-case.policies.js';
import type { VerificationCase } from '../verification-case.state.js';

export type ReportCoverageProblem = { readonly type: 'ReportCoverageProblem'; readonly data: CoverageProblemFound['data'] };

/** Also after a verification: coverage that stood at the booking can lapse before the visit. */
export const reportCoverageProblem = (
  { data }: ReportCoverageProblem,
  state: VerificationCase,
): Decision<CoverageProblemFound, CaseRefusal> => {
  const objection = objectionToAnAnswer(data.caseId, state);
  if (objection) return rejected(objection);
  const known = state.status === 'problem' && state.problem === data.problem;
  return known ? accepted() : accepted({ type: 'CoverageProblemFound', data });
};
