import { given } from '@liaison/testing';
import { verificationCase } from '../verification-case.decider.js';
import { close, closed, opened, problem, verified } from '../verification-case.examples.js';

describe('Closing a verification case', () => {
  it.each([
    ['open', [opened]],
    ['verified', [opened, verified]],
    ['in trouble', [opened, problem('service-not-covered')]],
  ])('is what a cancellation does to a case that is %s', (_, past) =>
    given(verificationCase, ...past)
      .when(close)
      .then(closed),
  );

  it('is recorded of a visit that has not been heard of yet, so that its booking comes too late', () =>
    given(verificationCase).when(close).then(closed));

  it('happens once, however often the cancellation is told', () => {
    given(verificationCase, opened, closed).when(close).thenNothing();
    given(verificationCase, closed).when(close).thenNothing();
  });
});
