import { stepOf, type Asked, type RecordedEvent } from '@liaison/event-store';
import { datesOf, overlap } from '@liaison/kernel';
import type { Catalogue } from '../catalogue/catalogue.js';
import type { AppointmentFacts } from '../day-schedule/day-schedule.state.js';
import { plansOn } from '../day-schedule/plans-of-day.js';
import { inStrides } from '../in-strides.js';
import type { SchedulingStreams } from '../scheduling.streams.js';
import type { ClosureDeclared, ClosureEvent } from './closure.events.js';

type Facts = ClosureDeclared['data'];

/** Dates written at a time. */
const stride = 16;

/**
 * A closure stands in its own stream first and then in each day schedule that it touches, where bookings are refused by it.
 * Who declares it does both before answering; the follower does it again, so that a crash in between leaves no day out.
 */
export class ClosureSpreading {
  constructor(
    private readonly streams: SchedulingStreams,
    private readonly catalogue: Catalogue,
  ) {}

  /** @returns what is booked in the closed time and stays so until somebody decides */
  async close(facts: Facts, asked: Asked): Promise<readonly AppointmentFacts[]> {
    const { siteId, reason: _, ...closed } = facts;
    await this.onEachDate(facts, (date) =>
      this.streams.days.handle(`${siteId}/${date}`, { type: 'CloseHours', data: closed }, stepOf(asked, `close ${date}`)),
    );
    return this.affected(facts);
  }

  async reopen(facts: Facts, asked: Asked): Promise<void> {
    const { siteId, closureId } = facts;
    await this.onEachDate(facts, (date) =>
      this.streams.days.handle(`${siteId}/${date}`, { type: 'ReopenHours', data: { closureId } }, stepOf(asked, `reopen ${date}`)),
    );
  }

  async affected(facts: Facts): Promise<readonly AppointmentFacts[]> {
    const days = await this.onEachDate(facts, (date) => this.streams.days.load(`${facts.siteId}/${date}`));
    const affected = days.flatMap(({ state }) => plansOn(state).filter((visit) => isAffected(visit, facts)));
    // both days of a visit over midnight know it
    return [...new Map(affected.map((visit) => [visit.appointmentId, visit])).values()];
  }

  /** For the follower of the closures' streams. */
  async follow({ type, data, metadata, time }: RecordedEvent): Promise<void> {
    const event = { type, data } as ClosureEvent;
    const asked = { commandId: metadata.commandId, by: 'closure-spreading', at: `${time.slice(0, 19)}Z` };
    if (event.type === 'ClosureDeclared') await this.close(event.data, asked);
    else {
      const { state } = await this.streams.closures.load(`${event.data.siteId}/${event.data.closureId}`);
      if (state.status !== 'unknown') await this.reopen(state.facts, asked);
    }
  }

  private async onEachDate<Result>(facts: Facts, act: (date: string) => Promise<Result>): Promise<readonly Result[]> {
    const site = (await this.catalogue.fresh()).sites.get(facts.siteId);
    if (site?.status !== 'defined') return [];
    return inStrides(datesOf(facts, site.zone), stride, act);
  }
}

const isAffected = (visit: AppointmentFacts, { departmentId, resourceId, from, to }: Facts): boolean =>
  resourceId === undefined
    ? (departmentId === undefined || visit.departmentId === departmentId) &&
      [visit, ...visit.uses].some((part) => overlap(part, { from, to }))
    : visit.uses.some((use) => use.resourceId === resourceId && overlap(use, { from, to }));
