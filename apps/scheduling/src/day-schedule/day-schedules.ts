import { stepOf, type Asked } from '@liaison/event-store';
import { plansOf } from '../catalogue/bookable.js';
import type { CatalogueState } from '../catalogue/catalogue.state.js';
import type { DayOfSite } from '../roster/roster.state.js';
import type { SchedulingStreams } from '../scheduling.streams.js';
import type { DaySchedule } from './day-schedule.state.js';
import { inTheWay, mostSteps, nextStep, obtainable, type HoursStep, type Plan } from './hours-due/hours-due.js';
import { isBrought } from './hours-due/is-brought.js';

/** The day schedules of all sites, with their hours brought from the rosters when somebody is about to book. */
export class DaySchedules {
  constructor(private readonly streams: SchedulingStreams) {}

  async load(siteId: string, date: string): Promise<DaySchedule> {
    return (await this.streams.days.load(`${siteId}/${date}`)).state;
  }

  /** Brings the hours of each resource to a day, as far as nobody else's plan holds them; goes on from wherever a crash left it. */
  async bringHours(known: CatalogueState, { siteId, date }: DayOfSite, resourceIds: Iterable<string>, asked: Asked): Promise<void> {
    const day = await this.load(siteId, date);
    const due = plansAt(known, { siteId, date }, resourceIds).filter((plan) => !isBrought(day, plan));
    await Promise.all(
      due.map(async (plan) => {
        await this.clearTheWay(known, plan, asked);
        await this.bring(plan, asked);
      }),
    );
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

  /** Another site's day gives up what its own plan no longer wants. */
  private async clearTheWay(known: CatalogueState, plan: Plan, asked: Asked): Promise<void> {
    const { state } = await this.streams.rosters.load(rosterOf(plan));
    for (const other of inTheWay(state, plan))
      for (const theirs of plansAt(known, other, [plan.resourceId]))
        await this.bring(theirs, stepOf(asked, `${other.siteId} gives up ${other.date}`));
  }

  private async bring(plan: Plan, asked: Asked): Promise<void> {
    const { siteId, date, resourceId } = plan;
    // others may bring the same hours at the same moment: then a step of ours finds nothing to do
    for (let steps = 0; steps < 2 * mostSteps; steps++) {
      const [roster, day] = await Promise.all([this.streams.rosters.load(rosterOf(plan)), this.load(siteId, date)]);
      const step = nextStep({ roster: roster.state, day, plan });
      if (!step) return;
      await this.take(step, plan, stepOf(asked, `${step.type} ${resourceId} ${steps}`));
    }
  }

  private async take(step: HoursStep, plan: Plan, asked: Asked): Promise<void> {
    switch (step.type) {
      case 'AllotHours':
      case 'TakeBackHours':
        await this.streams.rosters.handle(rosterOf(plan), step, asked);
        return;
      case 'ReceiveHours':
      case 'ReturnHours':
        await this.streams.days.handle(`${plan.siteId}/${plan.date}`, step, asked);
    }
  }
}

/** A resource and a month: the stream that gives each instant to one day schedule at most. */
const rosterOf = ({ resourceId, date }: Plan): string => `${resourceId}/${date.slice(0, 7)}`;

const plansAt = (known: CatalogueState, { siteId, date }: DayOfSite, resourceIds: Iterable<string>): readonly Plan[] => {
  const site = known.sites.get(siteId);
  return site?.status === 'defined' ? plansOf(known, site, date, resourceIds) : [];
};
