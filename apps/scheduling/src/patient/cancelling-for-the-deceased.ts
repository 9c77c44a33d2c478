import { stepOf, type Asked, type RecordedEvent } from '@liaison/event-store';
import type { Runtime } from '@liaison/service-kit';
import type { AppointmentBooked } from '../day-schedule/day-schedule.events.js';
import type { AppointmentDesk } from '../day-schedule/appointment-desk.js';
import type { DeceasedPatients } from './deceased-patients.js';
import type { PatientDeceased } from './patient.events.js';

type Ahead = { readonly appointmentId: string };

const patience = 5_000;
const attempts = 5;
const name = 'deceased-patients';

/**
 * A death stands in the patient's stream first; then every day on which they have a visit ahead cancels it. Who declares it does
 * that before answering; the follower does it again, so that a crash in between leaves no visit out, and it cancels what somebody
 * books who had not heard of it.
 */
export class CancellingForTheDeceased {
  constructor(
    private readonly runtime: Runtime,
    private readonly desk: AppointmentDesk,
    private readonly deceased: DeceasedPatients,
  ) {}

  /** Of everything that was booked up to the position, what has not begun. @returns whether the index had come up to it in time */
  async cancelAhead(patientId: string, position: number, asked: Asked): Promise<boolean> {
    const waited = await this.runtime.projections.waitFor('appointments', position, { timeoutMs: patience });
    if (waited !== 'reached') return false;
    const { rows } = await this.runtime.pool.query<Ahead>(
      `select appointment_id "appointmentId" from appointments
         where patient_id = $1 and status = 'booked' and "start" >= $2 order by "start", appointment_id`,
      [patientId, asked.at],
    );
    for (const visit of rows) await this.cancel(visit, asked);
    return true;
  }

  /** For the follower of patients and days. */
  async follow({ type, data, position, metadata, time }: RecordedEvent): Promise<void> {
    const asked = { commandId: metadata.commandId, by: name, at: `${time.slice(0, 19)}Z` };
    if (type === 'PatientDeceased') {
      const { patientId, at } = data as PatientDeceased['data'];
      const isDone = !(await this.deceased.hasBy(patientId, position)) || (await this.cancelAhead(patientId, position, { ...asked, at }));
      if (!isDone) throw new Error('the index of appointments is behind');
    } else {
      const visit = data as AppointmentBooked['data'];
      if (await this.deceased.hasBy(visit.patientId, position)) await this.cancel(visit, asked);
    }
  }

  /** A visit that has begun by now, or was cancelled, refuses or does nothing: both are right. One that is just being moved is met again. */
  private async cancel({ appointmentId }: Ahead, asked: Asked): Promise<void> {
    for (let attempt = 1; attempt <= attempts; attempt++) {
      const outcome = await this.desk.act(appointmentId, stepOf(asked, `cancel ${appointmentId}`), (of) => ({
        type: 'CancelAppointment',
        data: { ...of, reason: 'pat-dec' },
      }));
      if (outcome.accepted || !outcome.refusals.some(({ code }) => code === 'commitment-pending' || code === 'moved-away')) return;
    }
    throw new Error('the appointment is moved again and again');
  }
}
