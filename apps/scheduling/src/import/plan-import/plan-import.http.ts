import { Body, Controller, Get, Inject, Param, Put } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { answer, Asking, ProblemException, Roles, type Asked, type Problems } from '@liaison/service-kit';
import { z } from 'zod';
import { CalendarDate, Slug } from '../../http/ids.js';
import { SchedulingStreams } from '../../scheduling.streams.js';
import type { ImportRefusal } from '../record-import-item/record-import-item.js';
import { ImportItem } from '../record-import-item/record-import-item.http.js';

const Path = z.object({ importId: Slug });
const Plan = z
  .object({ startDate: CalendarDate, weeks: z.int().min(1).max(53), years: z.int().min(1).max(150) })
  .meta({ id: 'ImportPlan' });
const StoredPlan = Plan.extend({ revision: z.int(), position: z.int() });
const Import = Plan.extend({ items: z.array(ImportItem) }).meta({ id: 'Import' });

const problems: Problems<ImportRefusal> = {
  'import-unknown': ({ importId }) => ({ status: 404, title: 'No such import', detail: importId }),
};

@ApiTags('imports')
@Controller('scheduling/imports/:importId')
export class ImportsController {
  constructor(@Inject(SchedulingStreams) private readonly streams: SchedulingStreams) {}

  @Put()
  @Roles('coordinator')
  @ApiOperation({ summary: 'Fix the window of an import; the first one stands and is what is answered' })
  @ApiOkResponse({ standardSchema: StoredPlan })
  async plan(
    @Param({ schema: Path }) { importId }: z.infer<typeof Path>,
    @Body({ schema: Plan }) plan: z.infer<typeof Plan>,
    @Asking() asked: Asked,
  ) {
    const recorded = answer(
      await this.streams.imports.handle(importId, { type: 'PlanImport', data: { importId, ...plan } }, asked),
      problems,
    );
    const { startDate, weeks, years } = await this.planned(importId);
    return { ...recorded, startDate, weeks, years };
  }

  @Get()
  @Roles('coordinator', 'clerk', 'operator')
  @ApiOperation({ summary: 'The window of an import, and what became of each of its items' })
  @ApiOkResponse({ standardSchema: Import })
  async one(@Param({ schema: Path }) { importId }: z.infer<typeof Path>) {
    const { startDate, weeks, years, items } = await this.planned(importId);
    return { startDate, weeks, years, items: [...items.values()] };
  }

  private async planned(importId: string) {
    const { state } = await this.streams.imports.load(importId);
    if (state.status === 'unknown') throw new ProblemException(404, { code: 'import-unknown', title: 'No such import', detail: importId });
    return state;
  }
}
