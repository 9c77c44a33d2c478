import type { Asked } from '@liaison/event-store';
import { answer, Asking, Roles } from '@liaison/service-kit';
import { Controller, HttpCode, Param, Post } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { VerificationCaseHandler } from '../verification-case.handler.js';
import { CasePath, caseProblems, CoverageAnswered } from '../verification-case.http.js';

@ApiTags('billing')
@Controller('billing/verification-cases')
export class VerifyCoverageController {
  constructor(private readonly cases: VerificationCaseHandler) {}

  @Post(':caseId/verify')
  @HttpCode(200)
  @Roles('biller')
  @ApiOperation({ summary: 'Record that the payer stands by the coverage for this visit' })
  @ApiOkResponse({ standardSchema: CoverageAnswered })
  async verify(@Param({ schema: CasePath }) { caseId }: CasePath, @Asking() asked: Asked): Promise<CoverageAnswered> {
    const outcome = await this.cases.handle(caseId, { type: 'VerifyCoverage', data: { caseId } }, asked);
    return answer(outcome, caseProblems, { caseId, status: 'verified', problem: null });
  }
}
