import type { VerificationCase } from './verification-case.state.js';

export type CaseRefusal =
  { readonly code: 'case-unknown'; readonly caseId: string } | { readonly code: 'case-closed'; readonly caseId: string };

/** What a payer answered can be recorded only of a case that is there and still matters. */
export const objectionToAnAnswer = (caseId: string, { status }: VerificationCase): CaseRefusal | undefined => {
  if (status === 'none') return { code: 'case-unknown', caseId };
  if (status === 'closed') return { code: 'case-closed', caseId };
  return undefined;
};
