import {
  addDays,
  dayOfWeek,
  daysBetween,
  localDateOf,
  localDay,
  minuteOn,
  minutesBetween,
  wholeDay,
  type DayOfWeek,
} from '@liaison/kernel';
import { heldBlocksAround } from '../block/blocks-of-site.js';
import { plansOf, type Bookable } from '../catalogue/bookable.js';
import type { CatalogueState } from '../catalogue/catalogue.state.js';
import { lastToBook } from '../day-schedule/book-appointment/too-far-ahead.js';
import { withPlannedHours } from '../day-schedule/hours-due/hours-due.js';
import type { DaySchedule } from '../day-schedule/day-schedule.state.js';
import { planning } from '../day-schedule/holds.policies.js';
import type { DaySchedules } from '../day-schedule/day-schedules.js';
import { demandAt } from '../catalogue/demand.js';
import { rulesOf } from '../visit-type/visit-rules.js';
import { datesToAsk, freeTimes, freeTimesNear, nearest, type DaysBeside, type Offer, type WantedTimes } from './free-times.js';
import { successive } from './successive.js';
import { dayPartOf, ranked, type DayPart, type Ranked, type RankedBy } from './rank.policies.js';

export type Wanted = Bookable & {
  readonly with: readonly string[];
  readonly patientId?: string | undefined;
  /** No other times than these. */
  readonly only?: { readonly dayParts: readonly DayPart[]; readonly days: readonly DayOfWeek[] };
  readonly prefers?: RankedBy['prefers'];
  readonly near?: string | undefined;
  readonly seen?: ReadonlyMap<string, string>;
};

const nothing: RankedBy['prefers'] = { dayParts: [], days: [], resourceIds: [] };

/** Dates of a search, both ends included; `after` is the earliest start. */
export type Span = { readonly from: string; readonly to: string; readonly limit: number; readonly after?: string | undefined };

/** How far, in days, the nearest free times are looked for on either side of the one that was refused. */
const farthest = 28;
/** Days read at a time: enough to keep the database busy, few enough to stop early. */
const stride = 7;

/** At a day as it is, or as this process saw it last: good enough for a hint. */
type Look = 'now' | 'seen';
type Standing = { readonly day: DaySchedule; readonly now: string; readonly asked: WantedTimes };

/** Free times over several days, each as its day stands now and with the hours that booking would bring. */
export class FreeTimesFinder {
  constructor(
    private readonly days: DaySchedules,
    private readonly now: () => string,
  ) {}

  async on(known: CatalogueState, wanted: Wanted, date: string, limit: number, after?: string): Promise<readonly Ranked[]> {
    const { site, visitType, prefers = nothing, near, seen = new Map<string, string>() } = wanted;
    const weekday = dayOfWeek(date);
    if (wanted.only?.days.length && !wanted.only.days.includes(weekday)) return [];
    if (date > lastToBook(site.zone, this.now())) return [];
    const { day, now, asked: plain } = await this.asked(known, wanted, date);
    const calendar = localDay(date, site.zone);
    const parts = wanted.only?.dayParts ?? [];
    const isWanted = (start: string) =>
      (after === undefined || start >= after) && (parts.length === 0 || parts.includes(dayPartOf(minuteOn(calendar, start) ?? 0)));
    const asked = { ...plain, isWanted };
    const demand = demandAt(known, site.siteId);
    const by: RankedBy = {
      ...{ day, calendar, date, weekday, prefers, near, seen, phases: visitType.phases },
      ...{ today: localDateOf(now, site.zone), demand: (resourceId) => demand.get(resourceId) ?? 0 },
    };
    const beside = await this.beside(known, wanted, { day, now, asked });
    return freeTimes(day, asked, now, limit, beside).map((offer) => ranked(offer, by));
  }

  /** The earliest visits from one date to another that could all be booked: what one takes the next cannot have. */
  async successive(known: CatalogueState, wanted: Wanted, from: string, to: string, count: number): Promise<readonly Offer[]> {
    const found: Offer[] = [];
    for (let first = from; first <= to && found.length < count; first = addDays(first, stride)) {
      const dates = Array.from({ length: Math.min(stride, daysBetween(first, to) + 1) }, (_, n) => addDays(first, n));
      const days = await Promise.all(
        dates.map(async (date) => {
          const { day, now, asked } = await this.asked(known, wanted, date);
          return successive(day, asked, now, count);
        }),
      );
      found.push(...days.flat());
    }
    return found.slice(0, count);
  }

  /** The neighbouring days that a visit over midnight would take something of. */
  private async beside(
    known: CatalogueState,
    { site, visitType }: Wanted,
    { day, now, asked }: Standing,
    look: Look = 'now',
  ): Promise<DaysBeside> {
    const dates = datesToAsk(planning(day, now).day, asked, now);
    const pools = visitType.phases.flatMap(({ anyOf }) => anyOf);
    return new Map(await Promise.all(dates.map(async (date) => [date, await this.standing(known, site, date, pools, look)] as const)));
  }

  private async standing(
    known: CatalogueState,
    site: Wanted['site'],
    date: string,
    pools: readonly string[],
    look: Look,
  ): Promise<DaySchedule> {
    const { siteId } = site;
    const day = look === 'seen' ? await this.days.seen({ siteId, date }) : await this.days.load(siteId, date);
    return withPlannedHours(day, await this.days.obtainable(known, plansOf(known, site, date, pools)));
  }

  /** A day as it stands with the hours that booking would bring, and what is asked of it. */
  private async asked(
    known: CatalogueState,
    { site, visitType, gridMinutes, patientId, ...wanted }: Wanted,
    date: string,
    look: Look = 'now',
  ): Promise<Standing> {
    const now = this.now();
    const pools = visitType.phases.flatMap(({ anyOf }) => anyOf);
    const day = await this.standing(known, site, date, pools, look);
    const rules = rulesOf(visitType, site.zone, now, heldBlocksAround(known, site, date, pools));
    return { day, now, asked: { visitType, gridMinutes, zone: site.zone, date, patientId, with: wanted.with, rules } };
  }

  /** From the first date to the last, both included, in order, up to the limit. */
  async between(known: CatalogueState, wanted: Wanted, { from, to, limit, after }: Span): Promise<readonly Ranked[]> {
    const today = localDateOf(this.now(), wanted.site.zone);
    const begins = after === undefined ? from : localDateOf(after, wanted.site.zone);
    const first = begins < today ? today : begins;
    const found: Ranked[] = [];
    for (let date = first; date <= to && found.length < limit; date = addDays(date, stride)) {
      const dates = Array.from({ length: Math.min(stride, daysBetween(date, to) + 1) }, (_, n) => addDays(date, n));
      found.push(...(await Promise.all(dates.map((each) => this.on(known, wanted, each, limit, after)))).flat());
    }
    return found.slice(0, limit);
  }

  /** The free times that begin nearest to a start, the nearest first: hints, of days as they were seen last. */
  async nearest(known: CatalogueState, wanted: Wanted, start: string, count: number): Promise<readonly Offer[]> {
    const now = this.now();
    const around = start < now ? now : start;
    const { zone } = wanted.site;
    const center = localDateOf(around, zone);
    let found: readonly Offer[] = [];
    for (let distance = 0; distance <= farthest; distance++) {
      const dates = distance === 0 ? [center] : [addDays(center, -distance), addDays(center, distance)];
      const ahead = dates.filter((date) => date >= localDateOf(now, zone) && date <= lastToBook(zone, now));
      const offers = await Promise.all(
        ahead.map(async (date) => {
          const standing = await this.asked(known, wanted, date, 'seen');
          const beside = await this.beside(known, wanted, standing, 'seen');
          return freeTimesNear(standing.day, standing.asked, standing.now, { start: around, count }, beside);
        }),
      );
      found = nearest(around, [...found, ...offers.flat()], count);
      const last = found[count - 1];
      const seen = { from: wholeDay(addDays(center, -distance), zone).from, to: wholeDay(addDays(center, distance), zone).to };
      const reach = Math.min(minutesBetween(seen.from, around), minutesBetween(around, seen.to));
      if (last && Math.abs(minutesBetween(around, last.from)) <= reach) break;
    }
    return found;
  }
}
