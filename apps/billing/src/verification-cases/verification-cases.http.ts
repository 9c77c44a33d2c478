import { Fresh, Roles } from '@liaison/service-kit';
import { Controller, Get, Param, Query } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { CasePath, noSuchCase } from '../verification-case/verification-case.http.js';
import { cursorAt } from './verification-cases.cursor.js';
import { VerificationCases } from './verification-cases.query.js';
import { CasePage, CaseQuery, CaseShown } from './verification-cases.schemas.js';

@ApiTags('billing')
@Controller('billing/verification-cases')
export class VerificationCasesController {
  constructor(private readonly cases: VerificationCases) {}

  @Get()
  @Roles('biller', 'coordinator')
  @Fresh('verification-cases')
  @ApiOperation({ summary: 'Verification cases by the time of the visit, page by page' })
  @ApiOkResponse({ standardSchema: CasePage })
  async list(@Query({ schema: CaseQuery }) { cursor, ...wanted }: CaseQuery): Promise<CasePage> {
    const { cases, more } = await this.cases.page({ ...wanted, after: cursor });
    const last = cases.at(-1);
    return { verificationCases: cases, ...(more && last && { nextCursor: cursorAt(last) }) };
  }

  @Get(':caseId')
  @Roles('biller', 'coordinator')
  @Fresh('verification-cases')
  @ApiOperation({ summary: 'One verification case; its ETag is for If-Match' })
  @ApiOkResponse({ standardSchema: CaseShown })
  async show(@Param({ schema: CasePath }) { caseId }: CasePath): Promise<CaseShown> {
    const found = await this.cases.find(caseId);
    if (!found) throw noSuchCase(caseId);
    return found;
  }
}
