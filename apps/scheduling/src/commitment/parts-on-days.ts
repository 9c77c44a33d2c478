import { stepOf, type Asked } from '@liaison/event-store';
import { plansOf } from '../catalogue/bookable.js';
import type { CatalogueState } from '../catalogue/catalogue.state.js';
import { poolsOf } from '../day-schedule/book-appointment/planned-visit.js';
import { daySchedule } from '../day-schedule/day-schedule.decider.js';
import type { Use } from '../day-schedule/day-schedule.events.js';
import type { DaySchedules } from '../day-schedule/day-schedules.js';
import { withPlannedHours } from '../day-schedule/hours-due/hours-due.js';
import { inStrides } from '../in-strides.js';
import type { SchedulingStreams } from '../scheduling.streams.js';
import { stride } from './commitment-finishing.js';
import type { DayPlan, PartRefusal, Planned } from './parts-planner.js';

/** Where a visit of a part is, or would be. */
export type PlacedPart = {
  readonly part: number;
  readonly appointmentId: string;
  readonly siteId: string;
  readonly date: string;
  readonly from: string;
  readonly to: string;
  readonly uses: readonly Use[];
};
type Checked = { readonly fits: readonly PlacedPart[]; readonly refusals: readonly PartRefusal[] };

/** The day schedules that have a part in a commitment: asked what they would say, or to reserve it. */
export class PartsOnDays {
  constructor(
    private readonly streams: SchedulingStreams,
    private readonly days: DaySchedules,
  ) {}

  /** By the very rules that reserve, on each day as it stands and with the hours that would be brought. */
  async check({ known, days, refusals }: Planned, asked: Pick<Asked, 'at' | 'commandId'>): Promise<Checked> {
    const checked = await inStrides(days, stride, (plan) => this.checkDay(known, plan, asked));
    return {
      fits: checked.flatMap(({ fits }) => fits).toSorted((a, b) => a.part - b.part),
      refusals: once([...refusals, ...checked.flatMap((day) => day.refusals)]).toSorted((a, b) => a.part - b.part),
    };
  }

  /** @returns every reason of every day that says no; the others hold their parts */
  async reserve(commitmentId: string, { known, days }: Planned, asked: Asked): Promise<readonly PartRefusal[]> {
    const claimed = await inStrides(
      days.flatMap(({ coming }) => coming).filter(({ previously }) => previously === undefined),
      stride,
      ({ appointmentId, siteId, date, part }) => this.claim({ appointmentId, siteId, date, part }, asked),
    );
    const refusals = claimed.flat();
    if (refusals.length > 0) return refusals;
    // of two that want the same two days, whoever has the first has both: neither keeps the other from what it cannot have itself
    const [together, inTurn] = [days.filter((plan) => !isOverMidnight(plan, days)), days.filter((plan) => isOverMidnight(plan, days))];
    const said = [...(await inStrides(together, stride, (plan) => this.reserveDay(commitmentId, known, plan, asked)))];
    for (const plan of inTurn.toSorted(byDate))
      if (said.flat().length === 0) said.push(await this.reserveDay(commitmentId, known, plan, asked));
    return once(said.flat());
  }

  private async checkDay(known: CatalogueState, plan: DayPlan, { at: now, commandId }: Pick<Asked, 'at' | 'commandId'>): Promise<Checked> {
    const { siteId, date, coming, leaving, continuing, receding } = plan;
    const plans = await this.days.obtainable(known, hoursFor(known, plan, now));
    const day = withPlannedHours(await this.days.load(siteId, date), plans);
    const on = (part: Omit<DayPlan, 'siteId' | 'date'>) =>
      daySchedule.decide({ type: 'ReserveVisits', data: { commitmentId: commandId, siteId, date, now, ...part } }, day);
    const decision = on({ coming, leaving, continuing, receding });
    const refusals = decision.accepted ? [] : (decision.refusals as readonly PartRefusal[]);
    const refused = new Set(refusals.map(({ part }) => part));
    const isLeft = ({ part }: { readonly part: number }) => !refused.has(part);
    const left = coming.filter(isLeft);
    const others = { leaving: leaving.filter(isLeft), continuing: continuing.filter(isLeft), receding: receding.filter(isLeft) };
    const placing = decision.accepted ? decision : on({ coming: left, ...others });
    const reserved = placing.accepted ? placing.events.find((event) => event.type === 'VisitsReserved')?.data.coming : undefined;
    const fits = (reserved ?? []).flatMap(({ appointmentId, from, to, uses }, n) => {
      const part = left[n]?.part;
      return part === undefined ? [] : [{ part, appointmentId, siteId, date, from, to, uses }];
    });
    return { fits, refusals };
  }

  private async claim({ part, ...data }: Pick<PlacedPart, 'appointmentId' | 'siteId' | 'date' | 'part'>, asked: Asked) {
    const { appointmentId } = data;
    const command = { type: 'RequestBooking', data } as const;
    const claimed = await this.streams.bookings.handle(appointmentId, command, stepOf(asked, `claim ${appointmentId}`));
    return claimed.accepted ? [] : claimed.refusals.map((refusal) => ({ ...refusal, part }) as PartRefusal);
  }

  private async reserveDay(commitmentId: string, known: CatalogueState, plan: DayPlan, asked: Asked): Promise<readonly PartRefusal[]> {
    const { siteId, date, ...parts } = plan;
    const id = `${siteId}/${date}`;
    const pools = hoursFor(known, plan, asked.at).map(({ resourceId }) => resourceId);
    await this.days.bringHours(known, { siteId, date }, pools, stepOf(asked, `hours ${id}`));
    const data = { commitmentId, siteId, date, ...parts, now: asked.at };
    const outcome = await this.streams.days.handle(id, { type: 'ReserveVisits', data }, stepOf(asked, `reserve ${id}`));
    return outcome.accepted ? [] : (outcome.refusals as readonly PartRefusal[]);
  }
}

const byDate = (one: DayPlan, other: DayPlan): number => (`${one.date} ${one.siteId}` < `${other.date} ${other.siteId}` ? -1 : 1);

/** Has a part of a visit that has another part on another day. */
const isOverMidnight = ({ continuing, receding, coming }: DayPlan, days: readonly DayPlan[]): boolean =>
  continuing.length + receding.length > 0 ||
  coming.some(({ part }) => days.some((day) => day.continuing.some((each) => each.part === part)));

/** Both days of a move may say the same of it. */
const once = (refusals: readonly PartRefusal[]): readonly PartRefusal[] => [
  ...new Map(refusals.map((refusal) => [JSON.stringify(refusal), refusal])).values(),
];

/** Of everybody who may serve what lies ahead. */
const hoursFor = (known: CatalogueState, { siteId, date, coming, continuing }: DayPlan, now: string) => {
  const site = known.sites.get(siteId);
  const ahead = [...coming, ...continuing].filter(({ from }) => from >= now).flatMap(({ phases }) => poolsOf(phases));
  return site?.status === 'defined' ? plansOf(known, site, date, ahead) : [];
};
