import { given } from '@liaison/testing';
import { verificationCase } from '../verification-case.decider.js';
import { caseId, closed, opened, problem, verified, verify } from '../verification-case.examples.js';

describe('Verifying the coverage of a visit', () => {
  it('records that the payer stands by it', () => given(verificationCase, opened).when(verify).then(verified));

  it('is possible after a problem was put right', () =>
    given(verificationCase, opened, problem('referral-missing')).when(verify).then(verified));

  it('changes nothing when it is verified already', () => given(verificationCase, opened, verified).when(verify).thenNothing());

  it('is refused for a case that nobody opened', () => given(verificationCase).when(verify).thenRefused({ code: 'case-unknown', caseId }));

  it('is refused once the visit is cancelled', () =>
    given(verificationCase, opened, closed).when(verify).thenRefused({ code: 'case-closed', caseId }));

  it('is refused when all that is known of the visit is its cancellation', () =>
    given(verificationCase, closed).when(verify).thenRefused({ code: 'case-closed', caseId }));
});
