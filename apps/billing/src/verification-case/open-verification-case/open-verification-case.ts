import { accepted, type Decision } from '@liaison/kernel';
import type { VerificationCaseOpened } from '../verification-case.events.js';
import type { VerificationCase } from '../verification-case.state.js';

/** The case has the id of its appointment: one visit, one case. */
export type OpenVerificationCase = {
  readonly type: 'OpenVerificationCase';
  readonly data: Omit<VerificationCaseOpened['data'], 'caseId'>;
};

/** Nothing to do for a case that is there, and for one whose cancellation came first. */
export const openVerificationCase = (
  { data }: OpenVerificationCase,
  { status }: VerificationCase,
): Decision<VerificationCaseOpened, never> =>
  status === 'none' ? accepted({ type: 'VerificationCaseOpened', data: { caseId: data.appointmentId, ...data } }) : accepted();
