import { Controller, Get, Inject, Param, Query } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { InjectRepository } from '@nestjs/typeorm';
import { fresh, NotOlderThan, Roles, RUNTIME, type Runtime } from '@liaison/service-kit';
import { Repository } from 'typeorm';
import { z } from 'zod';
import { Uuid } from '../http/ids.js';
import { PatientSeriesEntity } from './patient-series.row.js';

const Path = z.object({ patientId: Uuid });
const Asking = z.object({ limit: z.coerce.number().int().min(1).max(1000).default(200), notOlderThan: NotOlderThan });
const PatientSeries = z
  .object({
    patientId: z.uuid(),
    series: z.array(
      z.object({
        seriesId: z.uuid(),
        status: z.enum(['requested', 'booked']).describe('requested: its days are being asked'),
        siteId: z.string(),
        visitTypeId: z.string(),
        startDate: z.string(),
      }),
    ),
  })
  .meta({ id: 'PatientSeries' });

@ApiTags('patients')
@Controller('scheduling/patients/:patientId/series')
export class PatientSeriesController {
  constructor(
    @Inject(RUNTIME) private readonly runtime: Runtime,
    @InjectRepository(PatientSeriesEntity, 'scheduling') private readonly rows: Repository<PatientSeriesEntity>,
  ) {}

  @Get()
  @Roles('coordinator', 'clerk')
  @ApiOperation({ summary: "A patient's series on all sites, the latest first" })
  @ApiOkResponse({ standardSchema: PatientSeries })
  async of(
    @Param({ schema: Path }) { patientId }: z.infer<typeof Path>,
    @Query({ schema: Asking }) { limit, notOlderThan }: z.infer<typeof Asking>,
  ): Promise<z.infer<typeof PatientSeries>> {
    await fresh(this.runtime, 'patient-series', notOlderThan);
    const rows = await this.rows.find({ where: { patientId }, order: { startDate: 'DESC', seriesId: 'ASC' }, take: limit });
    const series = rows.map(({ seriesId, status, siteId, visitTypeId, startDate }) => ({
      seriesId,
      status,
      siteId,
      visitTypeId,
      startDate,
    }));
    return { patientId, series };
  }
}
