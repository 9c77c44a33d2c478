import { Controller, Get, Inject, Param, Query } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { fresh, NotOlderThan, ProblemException, Roles, RUNTIME, type Runtime } from '@liaison/service-kit';
import { z } from 'zod';
import { Catalogue } from '../catalogue/catalogue.js';
import { CalendarDate, SitePath } from '../http/ids.js';
import { AppointmentsQuery } from './appointments.query.js';

const Asking = z
  .object({ from: CalendarDate, to: CalendarDate.describe('Included'), notOlderThan: NotOlderThan })
  .refine(({ from, to }) => from <= to, { error: 'must not be before from', path: ['to'] });
const NoShowRates = z
  .object({
    siteId: z.string(),
    from: z.string(),
    to: z.string(),
    departments: z.array(
      z.object({
        departmentId: z.string(),
        kept: z.int().describe('The patient came'),
        missed: z.int().describe('A no-show'),
        rate: z.number().describe('missed ÷ (kept + missed)'),
      }),
    ),
  })
  .meta({ id: 'NoShowRates' });

@ApiTags('appointments')
@Controller('scheduling/sites/:siteId/no-show-rates')
export class NoShowRatesController {
  constructor(
    @Inject(RUNTIME) private readonly runtime: Runtime,
    @Inject(Catalogue) private readonly catalogue: Catalogue,
    @Inject(AppointmentsQuery) private readonly appointments: AppointmentsQuery,
  ) {}

  @Get()
  @Roles('coordinator', 'operator')
  @ApiOperation({ summary: 'How many patients did not come, per department, of those who were to come' })
  @ApiOkResponse({ standardSchema: NoShowRates })
  async of(
    @Param({ schema: SitePath }) { siteId }: z.infer<typeof SitePath>,
    @Query({ schema: Asking }) { from, to, notOlderThan }: z.infer<typeof Asking>,
  ) {
    if ((await this.catalogue.fresh()).sites.get(siteId)?.status !== 'defined')
      throw new ProblemException(404, { code: 'site-unknown', title: 'No such site', detail: siteId });
    await fresh(this.runtime, 'appointments', notOlderThan);
    const departments = await this.appointments.attendance(siteId, from, to);
    return { siteId, from, to, departments: departments.map((each) => ({ ...each, rate: each.missed / (each.kept + each.missed) })) };
  }
}
