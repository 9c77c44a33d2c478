import { Controller, Delete, Inject, Param } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { answer, Asking, Roles, type Asked } from '@liaison/service-kit';
import { z } from 'zod';
import { Uuid } from '../../http/ids.js';
import { Recorded } from '../../http/recorded.js';
import { SchedulingStreams } from '../../scheduling.streams.js';

const Path = z.object({ patientId: Uuid });

@ApiTags('patients')
@Controller('scheduling/patients/:patientId/$deceased')
export class RetractDeathController {
  constructor(@Inject(SchedulingStreams) private readonly streams: SchedulingStreams) {}

  @Delete()
  @Roles('coordinator')
  @ApiOperation({ summary: 'The patient has not died: they can be booked again; what was cancelled stays cancelled' })
  @ApiOkResponse({ standardSchema: Recorded })
  async retract(@Param({ schema: Path }) { patientId }: z.infer<typeof Path>, @Asking() asked: Asked) {
    const outcome = await this.streams.patients.handle(patientId, { type: 'RetractDeath', data: { patientId, now: asked.at } }, asked);
    return answer(outcome, {});
  }
}
