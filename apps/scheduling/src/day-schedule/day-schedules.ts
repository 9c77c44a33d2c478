import { stepOf, type Asked } from '@liaison/event-store';
import { plansOf } from '../catalogue/bookable.js';
import type { CatalogueState } from '../catalogue/catalogue.state.js';
import type { DayOfSite, Roster } from '../roster/roster.state.js';
import type { SchedulingStreams } from '../scheduling.streams.js';
import type { DaySchedule } from './day-schedule.state.js';
import { inTheWay, mostSteps, nextStep, obtainable, type HoursStep, type Plan } from './hours-due/hours-due.js';
import { isBrought } from './hours-due/is-brought.js';

/** At a stream as it is, or as this process saw it last. */
type Look = 'now' | 'seen';
type Found = { readonly roster: Roster; readonly day: DaySchedule };

/** The day schedules of all sites, with their hours brought from the rosters when somebody is about to book. */
export class DaySchedules {
  constructor(private readonly streams: SchedulingStreams) {}

  async load(siteId: string, date: string): Promise<DaySchedule> {
    return (await this.streams.days.load(`${siteId}/${date}`)).state;
  }

  /** As this process saw it last, if it did: good enough for a hint. */
  async seen(of: DayOfSite): Promise<DaySchedule> {
    return this.streams.days.seen(idOf(of)) ?? this.load(of.siteId, of.date);
  }

  /**
   * Brings the hours of each resource to a day, as far as nobody else's plan holds them; goes on from wherever a crash left it.
   * `seen`: where the day as this process saw it last has its hours already, nobody looks again.
   * @returns whether the day was looked at as it is; if not, a refusal may be for want of hours
   */
  async bringHours(
    known: CatalogueState,
    of: DayOfSite,
    resourceIds: Iterable<string>,
    asked: Asked,
    look: Look = 'now',
  ): Promise<boolean> {
    const plans = plansAt(known, of, resourceIds);
    const seen = look === 'seen' ? this.streams.days.seen(idOf(of)) : undefined;
    if (seen && plans.every((plan) => isBrought(seen, plan))) return false;
    const day = await this.load(of.siteId, of.date);
    const due = plans.filter((plan) => !isBrought(day, plan));
    await Promise.all(
      due.map(async (plan) => {
        const { state } = await this.streams.rosters.load(rosterOf(plan));
        const cleared = await this.clearTheWay(known, state, plan, asked);
        await this.bring(plan, cleared ? undefined : { roster: state, day }, asked);
      }),
    );
    return true;
  }

  /** What booking could bring of these plans: a resource of several sites may be held by another one. */
  async obtainable(known: CatalogueState, plans: readonly Plan[]): Promise<readonly Plan[]> {
    return Promise.all(
      plans.map(async (plan) => {
        const resource = known.resources.get(plan.resourceId);
        if (resource?.status !== 'defined' || resource.hours.size < 2) return plan;
        const { state } = await this.streams.rosters.load(rosterOf(plan));
        return { ...plan, hours: obtainable(state, plan) };
      }),
    );
  }

  /** Another site's day gives up what its own plan no longer wants. @returns whether there was one */
  private async clearTheWay(known: CatalogueState, roster: Roster, plan: Plan, asked: Asked): Promise<boolean> {
    const others = inTheWay(roster, plan);
    for (const other of others)
      for (const theirs of plansAt(known, other, [plan.resourceId]))
        await this.bring(theirs, undefined, stepOf(asked, `${other.siteId} gives up ${other.date}`));
    return others.length > 0;
  }

  private async bring(plan: Plan, found: Found | undefined, asked: Asked): Promise<void> {
    let at = found ?? (await this.look(plan));
    // others may bring the same hours at the same moment: then a step of ours finds nothing to do
    for (let steps = 0; steps < 2 * mostSteps; steps++) {
      const step = nextStep({ ...at, plan });
      if (!step) return;
      await this.take(step, plan, stepOf(asked, `${step.type} ${plan.resourceId} ${steps}`));
      at = this.sinceThen(plan, at);
    }
  }

  private async look(plan: Plan): Promise<Found> {
    const [roster, day] = await Promise.all([this.streams.rosters.load(rosterOf(plan)), this.load(plan.siteId, plan.date)]);
    return { roster: roster.state, day };
  }

  /** Whoever took a step has looked again where he had to. */
  private sinceThen(plan: Plan, { roster, day }: Found): Found {
    const { rosters, days } = this.streams;
    return { roster: rosters.seen(rosterOf(plan)) ?? roster, day: days.seen(idOf(plan)) ?? day };
  }

  private async take(step: HoursStep, plan: Plan, asked: Asked): Promise<void> {
    switch (step.type) {
      case 'AllotHours':
      case 'TakeBackHours':
        await this.streams.rosters.handle(rosterOf(plan), step, asked);
        return;
      case 'ReceiveHours':
      case 'ReturnHours':
        await this.streams.days.handle(idOf(plan), step, asked);
    }
  }
}

const idOf = ({ siteId, date }: DayOfSite): string => `${siteId}/${date}`;

/** A resource and a month: the stream that gives each instant to one day schedule at most. */
const rosterOf = ({ resourceId, date }: Plan): string => `${resourceId}/${date.slice(0, 7)}`;

const plansAt = (known: CatalogueState, { siteId, date }: DayOfSite, resourceIds: Iterable<string>): readonly Plan[] => {
  const site = known.sites.get(siteId);
  return site?.status === 'defined' ? plansOf(known, site, date, resourceIds) : [];
};
