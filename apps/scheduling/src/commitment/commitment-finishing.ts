import type { Asked } from '@liaison/event-store';
import { stepOf } from '@liaison/event-store';
import { v5 as uuidv5 } from 'uuid';
import { inStrides } from '../in-strides.js';
import type { SchedulingStreams } from '../scheduling.streams.js';
import type { CommitmentAbandoned, CommitmentBegun, DayOfPart } from './commitment.events.js';
import { daysOf } from './commitment.state.js';

/** Days, or bookings, written at a time. */
export const stride = 8;

/**
 * What follows from a decision, by whoever comes: who asked, somebody who meets one of its visits, or the workflow. Each step
 * bears repeating, so that it goes on from wherever a process was killed.
 */
export class CommitmentFinishing {
  constructor(
    private readonly streams: SchedulingStreams,
    private readonly now: () => string,
  ) {}

  /** Abandons what has outlived its deadline, or what a fact has overtaken; then finishes what is decided. */
  async settle(commitmentId: string, because: 'deadline' | 'overtaken' = 'deadline'): Promise<void> {
    const { state } = await this.streams.commitments.load(commitmentId);
    if (state.status === 'begun') await this.abandon(commitmentId, because, []);
    await this.finish(commitmentId);
  }

  /** @returns false: it was committed before */
  async abandon(
    commitmentId: string,
    because: CommitmentAbandoned['data']['because'],
    reasons: CommitmentAbandoned['data']['reasons'],
  ): Promise<boolean> {
    const data = { commitmentId, because, reasons, at: this.now() };
    const asked = this.asked(commitmentId, 'commitments');
    return (await this.streams.commitments.handle(commitmentId, { type: 'Abandon', data }, stepOf(asked, 'abandon'))).accepted;
  }

  /** Resolves when every day has done or released its parts, or at once when nothing is decided yet. */
  async finish(commitmentId: string): Promise<void> {
    const { state } = await this.streams.commitments.load(commitmentId);
    if (state.status !== 'decided') return;
    const asked = this.asked(commitmentId, state.facts.by);
    if (state.outcome === 'committed') await this.moveBookings(state.facts, asked);
    const days = await inStrides(daysOf(state.facts), stride, (day) => this.end(commitmentId, day, state.outcome, asked));
    const data = { commitmentId, days, at: asked.at };
    await this.streams.commitments.handle(commitmentId, { type: 'Complete', data }, stepOf(asked, 'complete'));
  }

  /** First of all: from here on everybody looks for the appointments where they will be. */
  private async moveBookings({ commitmentId, parts }: CommitmentBegun['data'], asked: Asked): Promise<void> {
    const moves = parts.flatMap(({ appointmentId, from, to }) => (from && to && !isSame(from, to) ? [{ appointmentId, ...to }] : []));
    await inStrides(moves, stride, (move) => {
      const command = { type: 'MoveBooking', data: { ...move, commitmentId } } as const;
      return this.streams.bookings.handle(move.appointmentId, command, stepOf(asked, `move ${move.appointmentId}`));
    });
  }

  private async end(commitmentId: string, { siteId, date }: DayOfPart, outcome: 'committed' | 'abandoned', asked: Asked) {
    const id = `${siteId}/${date}`;
    const now = asked.at;
    const ended = await this.streams.days.handle(
      id,
      outcome === 'committed'
        ? { type: 'ConfirmReservation', data: { commitmentId, now } }
        : { type: 'ReleaseReservation', data: { commitmentId, siteId, date, now } },
      stepOf(asked, `end ${id}`),
    );
    if (!ended.accepted) throw new Error('a reservation that is confirmed or released is never refused');
    return { siteId, date, revision: ended.revision };
  }

  private asked(commitmentId: string, by: string): Asked {
    return { commandId: uuidv5('finish', commitmentId), by, at: this.now() };
  }
}

const isSame = (one: DayOfPart, other: DayOfPart): boolean => one.siteId === other.siteId && one.date === other.date;
