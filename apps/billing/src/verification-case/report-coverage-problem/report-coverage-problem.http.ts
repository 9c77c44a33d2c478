import type { Asked } from '@liaison/event-store';
import { answer, Asking, Roles } from '@liaison/service-kit';
import { Body, Controller, HttpCode, Param, Post } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { z } from 'zod';
import { CoverageProblemCode } from '../coverage-problem.js';
import { VerificationCaseHandler } from '../verification-case.handler.js';
import { CasePath, caseProblems, CoverageAnswered } from '../verification-case.http.js';

const CoverageProblem = z.strictObject({ code: CoverageProblemCode }).meta({ id: 'CoverageProblem' });
type CoverageProblem = z.infer<typeof CoverageProblem>;

@ApiTags('billing')
@Controller('billing/verification-cases')
export class ReportCoverageProblemController {
  constructor(private readonly cases: VerificationCaseHandler) {}

  @Post(':caseId/report-problem')
  @HttpCode(200)
  @Roles('biller')
  @ApiOperation({ summary: 'Record why the coverage does not let this visit be billed' })
  @ApiOkResponse({ standardSchema: CoverageAnswered })
  async report(
    @Param({ schema: CasePath }) { caseId }: CasePath,
    @Body({ schema: CoverageProblem }) { code }: CoverageProblem,
    @Asking() asked: Asked,
  ): Promise<CoverageAnswered> {
    const outcome = await this.cases.handle(caseId, { type: 'ReportCoverageProblem', data: { caseId, problem: code } }, asked);
    return answer(outcome, caseProblems, { caseId, status: 'problem', problem: code });
  }
}
