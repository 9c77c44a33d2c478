import { AppointmentBookedV1, AppointmentCancelledV1 } from '@liaison/contracts';
import type { Asked } from '@liaison/event-store';
import { Consumes } from '@liaison/messaging';
import { Controller } from '@nestjs/common';
import { VerificationCaseHandler } from '../verification-case/verification-case.handler.js';

/** What scheduling promised, as commands of billing. Neither command is ever refused, so there is no answer to look at. */
@Controller()
export class ConsumedAppointments {
  constructor(private readonly cases: VerificationCaseHandler) {}

  /** A visit whose coverage nobody verified cannot be billed. */
  @Consumes(AppointmentBookedV1)
  async booked({ patientId, siteId, departmentId, visitTypeId, date, from, ...visit }: AppointmentBookedV1, cause: Asked): Promise<void> {
    const appointmentId = visit.appointmentId.toLowerCase();
    await this.cases.handle(
      appointmentId,
      {
        type: 'OpenVerificationCase',
        data: { appointmentId, patientId, siteId, departmentId, visitTypeId, visitDate: date, visitAt: from },
      },
      cause,
    );
  }

  @Consumes(AppointmentCancelledV1)
  async cancelled(cancelled: AppointmentCancelledV1, cause: Asked): Promise<void> {
    const caseId = cancelled.appointmentId.toLowerCase();
    await this.cases.handle(caseId, { type: 'CloseVerificationCase', data: { caseId, reason: 'appointment-cancelled' } }, cause);
  }
}
