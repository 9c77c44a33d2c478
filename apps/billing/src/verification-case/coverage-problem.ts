import { z } from 'zod';

/**
 * Why a payer's answer does not let the visit be billed. Coded, never free text. The distinctions are those of X12 005010X279A1
 * (271: AAA03 reject reason, EB01 benefit, EB11 certification, EB12 network), in words that a person understands.
 */
export const CoverageProblemCode = z
  .enum([
    /** EB01 6: there was a policy, and on the day of the visit there is none. */
    'coverage-inactive',
    /** AAA03 75. */
    'member-not-found',
    /** AAA03 58, 71, 72, 73: the payer knows somebody, but not with this number, name or date of birth. */
    'member-details-mismatch',
    /** AAA03 51. */
    'provider-not-recognized',
    /** EB12 N. */
    'provider-out-of-network',
    /** EB01 I. */
    'service-not-covered',
    /** EB01 F: the visits or the amount that the plan allows are used up. */
    'benefit-exhausted',
    /** EB11 Y, and there is no authorization yet. */
    'authorization-missing',
    /** The plan pays only on referral by the primary care provider, and there is none. */
    'referral-missing',
    /** EB01 R: another payer comes first. */
    'other-payer-first',
    /** AAA03 62: too far ahead, or too long ago, for the payer to say. */
    'visit-date-not-answered',
    /** AAA03 42: no answer at all; worth another attempt. */
    'payer-unreachable',
  ])
  .meta({ id: 'CoverageProblemCode', description: 'Why the coverage does not let the visit be billed' });

export type CoverageProblemCode = z.infer<typeof CoverageProblemCode>;
