import type { Asked, CommandLog } from '@liaison/event-store';
import { v5 as uuidv5 } from 'uuid';
import type { Commitments } from '../../commitment/commitments.js';
import type { SchedulingStreams } from '../../scheduling.streams.js';
import { appointmentOf } from '../day-schedule.state.js';
import type { WantedBooking } from './book-appointment.handler.js';

type Day = { readonly siteId: string; readonly date: string };
type Hold = { readonly holder: string; readonly minutes: number };

/** A visit that takes something of two days is booked, or held, on both or on none. */
export class BookingOverMidnight {
  constructor(
    private readonly log: CommandLog,
    private readonly streams: SchedulingStreams,
    private readonly commitments: Commitments,
  ) {}

  /** @returns undefined: its day knows it already, and says what it is */
  async book(wanted: WantedBooking, { siteId, date }: Day, asked: Asked, hold?: Hold) {
    const commitmentId = uuidv5('commitment', asked.commandId);
    const id = `${siteId}/${date}`;
    const begun = await this.streams.commitments.load(commitmentId);
    if (begun.state.status === 'unknown') {
      const { state } = await this.streams.days.load(id);
      if (appointmentOf(state, wanted.appointmentId) ?? (await this.log.find(asked.commandId))) return undefined;
    }
    const outcome = await this.commitments.commit({ commitmentId, parts: [{ kind: 'book', ...wanted, ...(hold && { hold }) }] }, asked);
    if (!outcome.accepted) return outcome;
    const day = outcome.days.find((each) => each.siteId === siteId && each.date === date);
    return { ...outcome, revision: day?.revision ?? outcome.revision };
  }
}
