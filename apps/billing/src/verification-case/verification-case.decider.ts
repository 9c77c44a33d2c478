import type { Decider } from '@liaison/kernel';
import { closeVerificationCase, type CloseVerificationCase } from './close-verification-case/close-verification-case.js';
import { openVerificationCase, type OpenVerificationCase } from './open-verification-case/open-verification-case.js';
import { reportCoverageProblem, type ReportCoverageProblem } from './report-coverage-problem/report-coverage-problem.js';
import type { VerificationCaseEvent } from './verification-case.events.js';
import type { CaseRefusal } from './verification-case.policies.js';
import { evolve, initial, type VerificationCase } from './verification-case.state.js';
import { verifyCoverage, type VerifyCoverage } from './verify-coverage/verify-coverage.js';

export type VerificationCaseCommand = OpenVerificationCase | VerifyCoverage | ReportCoverageProblem | CloseVerificationCase;

export const verificationCase: Decider<VerificationCaseCommand, VerificationCase, VerificationCaseEvent, CaseRefusal> = {
  initial,
  evolve,
  decide: (command, state) => {
    switch (command.type) {
      case 'OpenVerificationCase':
        return openVerificationCase(command, state);
      case 'VerifyCoverage':
        return verifyCoverage(command, state);
      case 'ReportCoverageProblem':
        return reportCoverageProblem(command, state);
      case 'CloseVerificationCase':
        return closeVerificationCase(command, state);
    }
  },
};
