import type { Asked } from '@liaison/event-store';
import type { SchedulingStreams } from '../scheduling.streams.js';
import type { AppointmentUnknown, OfAppointment } from './appointment.policies.js';
import type { Hold } from './appointment.state.js';
import type { DayScheduleCommand } from './day-schedule.decider.js';
import { appointmentOf, type Appointment } from './day-schedule.state.js';

export type Located = { readonly appointment: Appointment; readonly hold: Hold | undefined; readonly revision: number };

/** Commands for an appointment whose id is all that somebody knows: its booking says on which day it is. */
export class AppointmentDesk {
  constructor(private readonly streams: SchedulingStreams) {}

  /** If-Match is about the appointment, not about everything else on its day: the rules of the day judge it. */
  async act(
    appointmentId: string,
    { expected: seen, ...asked }: Asked,
    command: (of: OfAppointment & { readonly by: string }) => DayScheduleCommand,
  ) {
    const { state } = await this.streams.bookings.load(appointmentId);
    if (state.status === 'unknown')
      return this.streams.days.refuse<AppointmentUnknown>(asked, [{ code: 'appointment-unknown', appointmentId }]);
    return this.streams.days.handle(`${state.siteId}/${state.date}`, command({ appointmentId, now: asked.at, seen, by: asked.by }), asked);
  }

  async find(appointmentId: string): Promise<Located | undefined> {
    const { state } = await this.streams.bookings.load(appointmentId);
    if (state.status === 'unknown') return undefined;
    const day = await this.streams.days.load(`${state.siteId}/${state.date}`);
    const appointment = appointmentOf(day.state, appointmentId);
    return appointment && { appointment, hold: day.state.holds.get(appointmentId), revision: day.revision };
  }
}
