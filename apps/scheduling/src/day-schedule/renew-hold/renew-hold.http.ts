import { Body, Controller, HttpCode, Inject, Param, Post } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { answer, Asking, Roles, type Asked } from '@liaison/service-kit';
import { z } from 'zod';
import { AppointmentDesk } from '../appointment-desk.js';
import { AppointmentPath, StepTaken, stepTaken } from '../appointment.http.js';
import { dayScheduleProblems } from '../day-schedule.problems.js';
import { HoldMinutes } from '../hold-appointment/hold-appointment.http.js';

const Renewal = z.object({ minutes: HoldMinutes }).meta({ id: 'HoldRenewal' });
const Renewed = StepTaken.extend({ expiresAt: z.string().optional().describe('Left out when it was held for so long already') }).meta({
  id: 'HoldRenewed',
});

@ApiTags('appointments')
@Controller('scheduling/appointments/:appointmentId/renew-hold')
export class RenewHoldController {
  constructor(@Inject(AppointmentDesk) private readonly desk: AppointmentDesk) {}

  @Post()
  @HttpCode(200)
  @Roles('coordinator', 'clerk')
  @ApiOperation({ summary: 'Hold a visit longer, while the hold stands' })
  @ApiOkResponse({ standardSchema: Renewed })
  async renew(
    @Param({ schema: AppointmentPath }) { appointmentId }: z.infer<typeof AppointmentPath>,
    @Body({ schema: Renewal }) { minutes }: z.infer<typeof Renewal>,
    @Asking() asked: Asked,
  ) {
    const outcome = await this.desk.act(appointmentId, asked, (of) => ({ type: 'RenewHold', data: { ...of, minutes } }));
    return answer(outcome, dayScheduleProblems, ({ events }) => {
      const renewed = events.find((event) => event.type === 'HoldRenewed');
      return { ...stepTaken(appointmentId, 'pending', events), ...(renewed && { expiresAt: renewed.data.expiresAt }) };
    });
  }
}
