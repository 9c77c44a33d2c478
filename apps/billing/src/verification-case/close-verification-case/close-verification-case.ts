import { accepted, type Decision } from '@liaison/kernel';
import type { VerificationCaseClosed } from '../verification-case.events.js';
import type { VerificationCase } from '../verification-case.state.js';

export type CloseVerificationCase = { readonly type: 'CloseVerificationCase'; readonly data: VerificationCaseClosed['data'] };

/** Never refused: what is cancelled is cancelled, even when the booking has not been heard of yet. */
export const closeVerificationCase = (
  { data }: CloseVerificationCase,
  { status }: VerificationCase,
): Decision<VerificationCaseClosed, never> => (status === 'closed' ? accepted() : accepted({ type: 'VerificationCaseClosed', data }));
