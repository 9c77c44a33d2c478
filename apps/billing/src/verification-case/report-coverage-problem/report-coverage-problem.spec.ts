import { given } from '@liaison/testing';
import { CoverageProblemCode } from '../coverage-problem.js';
import { verificationCase } from '../verification-case.decider.js';
import { caseId, closed, opened, problem, report, verified } from '../verification-case.examples.js';

describe('Reporting a problem with the coverage of a visit', () => {
  it.each(CoverageProblemCode.options)('records %s', (code) => given(verificationCase, opened).when(report(code)).then(problem(code)));

  it('is possible after a verification, because coverage can lapse before the visit', () =>
    given(verificationCase, opened, verified).when(report('coverage-inactive')).then(problem('coverage-inactive')));

  it('replaces the problem that was known by another one', () =>
    given(verificationCase, opened, problem('payer-unreachable')).when(report('member-not-found')).then(problem('member-not-found')));

  it('changes nothing when this very problem is known', () =>
    given(verificationCase, opened, problem('payer-unreachable')).when(report('payer-unreachable')).thenNothing());

  it('is refused for a case that nobody opened', () =>
    given(verificationCase).when(report('member-not-found')).thenRefused({ code: 'case-unknown', caseId }));

  it('is refused once the visit is cancelled', () =>
    given(verificationCase, opened, closed).when(report('member-not-found')).thenRefused({ code: 'case-closed', caseId }));
});
