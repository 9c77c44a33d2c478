import { addDays, daysBetween, localDateOf, minutesBetween, wholeDay } from '@liaison/kernel';
import { heldBlocks } from '../block/blocks-of-site.js';
import { plansOf, type Bookable } from '../catalogue/bookable.js';
import type { CatalogueState } from '../catalogue/catalogue.state.js';
import { withPlannedHours } from '../day-schedule/hours-due/hours-due.js';
import type { DaySchedules } from '../day-schedule/day-schedules.js';
import { rulesOf } from '../visit-type/visit-rules.js';
import { freeTimes, nearest, type Offer } from './free-times.js';

export type Wanted = Bookable & { readonly with: readonly string[]; readonly patientId?: string | undefined };

/** How far, in days, the nearest free times are looked for on either side of the one that was refused. */
const farthest = 28;
/** Days read at a time: enough to keep the database busy, few enough to stop early. */
const stride = 7;

/** Free times over several days, each as its day stands now and with the hours that booking would bring. */
export class FreeTimesFinder {
  constructor(
    private readonly days: DaySchedules,
    private readonly now: () => string,
  ) {}

  async on(known: CatalogueState, wanted: Wanted, date: string, limit: number): Promise<readonly Offer[]> {
    const { site, visitType, gridMinutes, patientId } = wanted;
    const now = this.now();
    const pools = visitType.phases.flatMap(({ anyOf }) => anyOf);
    const plans = plansOf(known, site, date, pools);
    const day = withPlannedHours(await this.days.load(site.siteId, date), await this.days.obtainable(known, plans));
    const rules = rulesOf(visitType, site.zone, now, heldBlocks(known, site, date, pools));
    return freeTimes(day, { visitType, gridMinutes, zone: site.zone, date, patientId, with: wanted.with, rules }, now, limit);
  }

  /** From the first date to the last, both included, in order, up to the limit. */
  async between(known: CatalogueState, wanted: Wanted, from: string, to: string, limit: number): Promise<readonly Offer[]> {
    const today = localDateOf(this.now(), wanted.site.zone);
    const first = from < today ? today : from;
    const found: Offer[] = [];
    for (let date = first; date <= to && found.length < limit; date = addDays(date, stride)) {
      const dates = Array.from({ length: Math.min(stride, daysBetween(date, to) + 1) }, (_, n) => addDays(date, n));
      found.push(...(await Promise.all(dates.map((each) => this.on(known, wanted, each, limit)))).flat());
    }
    return found.slice(0, limit);
  }

  /** The free times that begin nearest to a start, the nearest first. */
  async nearest(known: CatalogueState, wanted: Wanted, start: string, count: number): Promise<readonly Offer[]> {
    const now = this.now();
    const around = start < now ? now : start;
    const { zone } = wanted.site;
    const center = localDateOf(around, zone);
    let found: readonly Offer[] = [];
    for (let distance = 0; distance <= farthest; distance++) {
      const dates = distance === 0 ? [center] : [addDays(center, -distance), addDays(center, distance)];
      const ahead = dates.filter((date) => date >= localDateOf(now, zone));
      const offers = await Promise.all(ahead.map((date) => this.on(known, wanted, date, Number.MAX_SAFE_INTEGER)));
      found = nearest(around, [...found, ...offers.flat()], count);
      const last = found[count - 1];
      const seen = { from: wholeDay(addDays(center, -distance), zone).from, to: wholeDay(addDays(center, distance), zone).to };
      const reach = Math.min(minutesBetween(seen.from, around), minutesBetween(around, seen.to));
      if (last && Math.abs(minutesBetween(around, last.from)) <= reach) break;
    }
    return found;
  }
}
