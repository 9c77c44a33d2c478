import { Body, Controller, Inject, Param, Put } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { answer, Asking, Roles, type Asked, type Problems } from '@liaison/service-kit';
import { z } from 'zod';
import { Slug, Uuid } from '../../http/ids.js';
import { Recorded } from '../../http/recorded.js';
import { SchedulingStreams } from '../../scheduling.streams.js';
import type { ImportRefusal } from './record-import-item.js';

const ItemId = z.string().regex(/^[A-Za-z0-9][A-Za-z0-9._-]{0,127}$/, 'must be 1 to 128 letters, digits, dots, underscores or hyphens');
const Path = z.object({ importId: Slug, itemId: ItemId });
const Outcome = z
  .object({
    outcome: z.enum(['booked', 'refused']),
    appointmentId: Uuid.optional(),
    codes: z.array(Slug).max(50).default([]).describe('Why it was refused'),
  })
  .meta({ id: 'ImportOutcome' });
export const ImportItem = Outcome.extend({ itemId: ItemId }).meta({ id: 'ImportItem' });

const problems: Problems<ImportRefusal> = {
  'import-unknown': ({ importId }) => ({ status: 404, title: 'No such import', detail: importId }),
};

@ApiTags('imports')
@Controller('scheduling/imports/:importId/items/:itemId')
export class ImportItemsController {
  constructor(@Inject(SchedulingStreams) private readonly streams: SchedulingStreams) {}

  @Put()
  @Roles('coordinator')
  @ApiOperation({ summary: 'Record what became of one item; the first outcome stands' })
  @ApiOkResponse({ standardSchema: Recorded })
  async record(
    @Param({ schema: Path }) { importId, itemId }: z.infer<typeof Path>,
    @Body({ schema: Outcome }) { outcome, appointmentId, codes }: z.infer<typeof Outcome>,
    @Asking() asked: Asked,
  ) {
    const item = { importId, itemId, outcome, codes, ...(appointmentId === undefined ? {} : { appointmentId }) };
    return answer(await this.streams.imports.handle(importId, { type: 'RecordImportItem', data: item }, asked), problems);
  }
}
