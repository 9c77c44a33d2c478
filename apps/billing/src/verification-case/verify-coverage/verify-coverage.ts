import { accepted, rejected, type Decision } from '@liaison/kernel';
import type { CoverageVerified } from '../verification-case.events.js';
import { objectionToAnAnswer, type CaseRefusal } from '../verification-case.policies.js';
import type { VerificationCase } from '../verification-case.state.js';

export type VerifyCoverage = { readonly type: 'VerifyCoverage'; readonly data: { readonly caseId: string } };

/** Also after a problem: the patient brought the right card, the referral arrived, the payer answers again. */
export const verifyCoverage = ({ data: { caseId } }: VerifyCoverage, state: VerificationCase): Decision<CoverageVerified, CaseRefusal> => {
  const objection = objectionToAnAnswer(caseId, state);
  if (objection) return rejected(objection);
  return state.status === 'verified' ? accepted() : accepted({ type: 'CoverageVerified', data: { caseId } });
};
