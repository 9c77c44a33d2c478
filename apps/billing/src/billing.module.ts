import type { Runtime } from '@liaison/service-kit';
import { Module, type DynamicModule } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { ConsumedAppointments } from './messaging/consumed.js';
import { ReportCoverageProblemController } from './verification-case/report-coverage-problem/report-coverage-problem.http.js';
import { VerificationCaseHandler } from './verification-case/verification-case.handler.js';
import { VerifyCoverageController } from './verification-case/verify-coverage/verify-coverage.http.js';
import { VerificationCaseRow } from './verification-cases/verification-case.row.js';
import { VerificationCasesController } from './verification-cases/verification-cases.http.js';
import { VerificationCases } from './verification-cases/verification-cases.query.js';

@Module({})
export class BillingModule {
  static for({ store }: Runtime): DynamicModule {
    return {
      module: BillingModule,
      imports: [TypeOrmModule.forFeature([VerificationCaseRow], 'billing')],
      controllers: [ConsumedAppointments, VerifyCoverageController, ReportCoverageProblemController, VerificationCasesController],
      providers: [{ provide: VerificationCaseHandler, useValue: new VerificationCaseHandler(store) }, VerificationCases],
    };
  }
}
