import { Controller, HttpCode, Inject, Param, Post } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { answer, Asking, Roles, type Asked } from '@liaison/service-kit';
import { z } from 'zod';
import { Uuid } from '../../http/ids.js';
import { Recorded } from '../../http/recorded.js';
import { SchedulingStreams } from '../../scheduling.streams.js';
import { CancellingForTheDeceased } from '../cancelling-for-the-deceased.js';

const Path = z.object({ patientId: Uuid });

@ApiTags('patients')
@Controller('scheduling/patients/:patientId/$deceased')
export class DeclareDeceasedController {
  constructor(
    @Inject(SchedulingStreams) private readonly streams: SchedulingStreams,
    @Inject(CancellingForTheDeceased) private readonly cancelling: CancellingForTheDeceased,
  ) {}

  @Post()
  @HttpCode(200)
  @Roles('coordinator')
  @ApiOperation({ summary: 'The patient has died: what lies ahead is cancelled, and nothing is booked any more' })
  @ApiOkResponse({ standardSchema: Recorded })
  async declare(@Param({ schema: Path }) { patientId }: z.infer<typeof Path>, @Asking() asked: Asked) {
    const outcome = await this.streams.patients.handle(patientId, { type: 'DeclareDeceased', data: { patientId, now: asked.at } }, asked);
    if (outcome.accepted) await this.cancelling.cancelAhead(patientId, outcome.position, asked);
    return answer(outcome, {});
  }
}
