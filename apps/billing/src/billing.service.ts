import { schedulingAppointmentsV1 } from '@liaison/contracts';
import type { Service } from '@liaison/service-kit';
import { BillingModule } from './billing.module.js';
import { VerificationCaseRow } from './verification-cases/verification-case.row.js';
import { verificationCases } from './verification-cases/verification-cases.projection.js';
import { upcasters } from './upcasters.js';

export const billing: Service = {
  name: 'billing',
  title: 'Billing',
  migrations: [],
  upcasters,
  entities: [VerificationCaseRow],
  projections: [verificationCases],
  consumes: [schedulingAppointmentsV1],
  module: (runtime) => BillingModule.for(runtime),
};
