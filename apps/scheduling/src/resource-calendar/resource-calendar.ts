import { addDays, dayOfWeek, daysOfWeek, overlap, wholeDay, type Interval } from '@liaison/kernel';
import { blocksOf } from '../block/blocks-of-site.js';
import { heldOn } from '../block/held-time.js';
import type { CatalogueState } from '../catalogue/catalogue.state.js';
import type { DefinedSite } from '../site/site.state.js';
import { rosteredHours } from '../resource/planned-hours.js';
import { hasHours, leaveOf, timeOf, type DefinedResource } from '../resource/resource.state.js';

export const views = ['day', 'week'] as const;
export type View = (typeof views)[number];

/** The date itself, or its week from Monday to Sunday (ISO 8601). */
export const datesShown = (date: string, view: View): readonly string[] => {
  if (view === 'day') return [date];
  const monday = addDays(date, -daysOfWeek.indexOf(dayOfWeek(date)));
  return daysOfWeek.map((_, n) => addDays(monday, n));
};

/** What a date of a resource's calendar is made of, beside the visits: when it is there, and what takes that away or keeps it. */
export type CalendarDay = Interval & {
  readonly date: string;
  readonly hours: readonly (Interval & { readonly siteId: string })[];
  readonly away: readonly (Interval & { readonly kind: 'leave' | 'out-of-service'; readonly id: string; readonly reason: string })[];
  readonly closures: readonly (Interval & { readonly siteId: string; readonly closureId: string; readonly reason: string })[];
  readonly blocks: readonly (Interval & { readonly siteId: string; readonly blockId: string; readonly releasedAt: string })[];
};

/** As the catalogue has it now. All dates are of the zone in which the resource stays. */
export const calendarDay = (known: CatalogueState, resource: DefinedResource, date: string): CalendarDay => {
  const day = wholeDay(date, resource.zone ?? 'UTC');
  const sites = sitesOf(known, resource);
  const ofDay = <Part extends Interval>(parts: readonly Part[]) =>
    parts.filter((part) => overlap(part, day)).toSorted((a, b) => (a.from < b.from ? -1 : 1));
  return {
    ...{ date, ...day },
    hours: ofDay(sites.flatMap((site) => rosteredHours(resource, site, date).map((hours) => ({ siteId: site.siteId, ...hours })))),
    away: ofDay([
      ...leaveOf(resource).map(({ leaveId: id, from, to, reason }) => ({ kind: 'leave', id, from, to, reason }) as const),
      ...[...resource.outages.values()].map(
        (outage) => ({ kind: 'out-of-service', id: outage.outageId, ...timeOf(outage), reason: outage.reason }) as const,
      ),
    ]),
    closures: ofDay(sites.flatMap(({ siteId }) => closuresOf(known, siteId, resource.resourceId))),
    blocks: ofDay(
      sites.flatMap(({ siteId, zone }) =>
        blocksOf(known, siteId)
          .filter(({ resourceId }) => resourceId === resource.resourceId)
          .flatMap((block) => heldOn(block, date, zone) ?? [])
          .map(({ blockId, from, to, releasedAt }) => ({ siteId, blockId, from, to, releasedAt })),
      ),
    ),
  };
};

const sitesOf = ({ sites }: CatalogueState, { hours }: DefinedResource): readonly DefinedSite[] =>
  [...hours].flatMap(([siteId, ofSite]) => {
    const site = sites.get(siteId);
    return site?.status === 'defined' && hasHours(ofSite) ? [site] : [];
  });

/** Those over the resource or over its whole site that stand. One over a department closes none of the resources. */
export const closuresOf = ({ closures }: Pick<CatalogueState, 'closures'>, siteId: string, ofResource: string) =>
  [...closures.values()].flatMap((closure) => {
    if (closure.status !== 'declared' || closure.facts.siteId !== siteId || closure.facts.departmentId !== undefined) return [];
    const { closureId, resourceId = ofResource, from, to, reason } = closure.facts;
    return resourceId === ofResource ? [{ siteId, closureId, from, to, reason }] : [];
  });
