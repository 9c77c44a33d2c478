import type { CoverageProblemCode } from './coverage-problem.js';
import type { VerificationCaseEvent } from './verification-case.events.js';

/** Only what decisions need: who is treated where and when stands in the read model. */
export type VerificationCase =
  | { readonly status: 'none' }
  | { readonly status: 'open' }
  | { readonly status: 'verified' }
  | { readonly status: 'problem'; readonly problem: CoverageProblemCode }
  | { readonly status: 'closed' };

export const initial: VerificationCase = { status: 'none' };

/** Closed is final: no event, in whatever order it was recorded, leads out of it. */
export const evolve = (verificationCase: VerificationCase, event: VerificationCaseEvent): VerificationCase => {
  if (verificationCase.status === 'closed') return verificationCase;
  switch (event.type) {
    case 'VerificationCaseOpened':
      return { status: 'open' };
    case 'CoverageVerified':
      return { status: 'verified' };
    case 'CoverageProblemFound':
      return { status: 'problem', problem: event.data.problem };
    case 'VerificationCaseClosed':
      return { status: 'closed' };
  }
};
