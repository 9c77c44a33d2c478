import { stepOf, type Asked, type RecordedEvent } from '@liaison/event-store';
import type { CommitmentFinishing } from '../commitment/commitment-finishing.js';
import type { SchedulingStreams } from '../scheduling.streams.js';
import { hasStoodDown, takesItsTime } from './appointment.state.js';
import type { AppointmentCancelled, DayOfSite, DayScheduleEvent } from './day-schedule.events.js';
import { appointmentOf } from './day-schedule.state.js';

/** After which a visit may take its time no more, or take it again. */
export const carriedTypes = [
  'AppointmentArrived',
  'AppointmentCancelled',
  'AppointmentCheckedIn',
  'AppointmentEnteredInError',
  'AppointmentFulfilled',
  'AppointmentMissed',
  'AppointmentStepUndone',
  'HoldExpired',
  'HoldReleased',
] as const satisfies readonly DayScheduleEvent['type'][];

/**
 * What becomes of a visit over midnight is recorded on the day that has it, at once; then the day beside frees, or takes again, what
 * it has of it. Who recorded it does that before answering; the follower does it again, so that a crash in between leaves nothing.
 */
export class CarryingOverMidnight {
  constructor(
    private readonly streams: Pick<SchedulingStreams, 'days'>,
    private readonly finishing: Pick<CommitmentFinishing, 'finish'>,
  ) {}

  /** What stands on its day now, whatever led there. */
  async carry(appointmentId: string, { siteId, date }: DayOfSite, asked: Asked): Promise<void> {
    const { state: day } = await this.streams.days.load(`${siteId}/${date}`);
    const appointment = appointmentOf(day, appointmentId);
    if (!appointment?.beyond || !hasStoodDown(appointment)) return;
    const { beyond, revision = 0 } = appointment;
    // it may have confirmed its part on the one day and not on the other
    await this.finishing.finish(beyond.commitmentId);
    const data = { appointmentId, commitmentId: beyond.commitmentId, stands: takesItsTime(appointment), revision, now: asked.at };
    const step = stepOf(asked, `carry ${appointmentId} ${revision}`);
    await this.streams.days.handle(`${siteId}/${beyond.date}`, { type: 'CarryContinuation', data }, step);
  }

  /** For the follower of the days. */
  async follow({ data, metadata, time }: RecordedEvent): Promise<void> {
    const { appointmentId, siteId, date, beyond } = data as AppointmentCancelled['data'];
    if (!beyond) return;
    await this.carry(appointmentId, { siteId, date }, { commandId: metadata.commandId, by: 'over-midnight', at: `${time.slice(0, 19)}Z` });
  }
}
