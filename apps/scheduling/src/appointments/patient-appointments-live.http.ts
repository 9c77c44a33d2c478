import { Controller, Headers, Inject, Param, type StreamableFile } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Roles, RUNTIME, type Runtime } from '@liaison/service-kit';
import { z } from 'zod';
import { Uuid } from '../http/ids.js';
import { LiveChanges } from '../live/live-changes.js';
import { topicsOf } from '../live/live-topics.js';
import { LiveRoute, liveView } from '../live/live-view.js';

const Path = z.object({ patientId: Uuid });

@ApiTags('patients')
@Controller('scheduling/patients/:patientId/appointments/live')
export class PatientAppointmentsLiveController {
  constructor(
    @Inject(RUNTIME) private readonly runtime: Runtime,
    @Inject(LiveChanges) private readonly changes: LiveChanges,
  ) {}

  @LiveRoute("the patient's appointments")
  @Roles('coordinator', 'clerk', 'biller')
  live(@Param({ schema: Path }) { patientId }: z.infer<typeof Path>, @Headers('last-event-id') lastEventId?: string): StreamableFile {
    return liveView(this.runtime, this.changes, topicsOf.patient(patientId), lastEventId);
  }
}
