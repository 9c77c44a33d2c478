import { given } from '@liaison/testing';
import { verificationCase } from '../verification-case.decider.js';
import { closed, open, opened, problem, verified } from '../verification-case.examples.js';

describe('Opening a verification case', () => {
  it('is what a booking does, under the id of its appointment', () => given(verificationCase).when(open).then(opened));

  it('happens once, however often the booking is told', () => given(verificationCase, opened).when(open).thenNothing());

  it('does not undo what has been found out since', () => {
    given(verificationCase, opened, verified).when(open).thenNothing();
    given(verificationCase, opened, problem('referral-missing')).when(open).thenNothing();
  });

  it('does not happen to a visit that was cancelled', () => given(verificationCase, opened, closed).when(open).thenNothing());

  it('does not happen when the cancellation overtook the booking', () => given(verificationCase, closed).when(open).thenNothing());
});
