import { daysOfWeek, wholeDay, type DayOfWeek } from '@liaison/kernel';
import { problemOf, ProblemException } from '@liaison/service-kit';
import { bookable, type NotBookable } from '../catalogue/bookable.js';
import type { CatalogueState } from '../catalogue/catalogue.state.js';
import { dayScheduleProblems } from '../day-schedule/day-schedule.problems.js';
import { localTimeProblems, readLocalTime } from '../http/local-time.js';
import type { Wanted } from './find-free-times.js';
import type { Order } from './pages.js';
import { dayParts, type DayPart } from './rank.policies.js';
import type { Search } from './search.js';

export type WantedOfSearch = {
  readonly known: CatalogueState;
  readonly visits: readonly Wanted[];
  readonly order: Order;
  readonly zone: string;
};

/** Kinds of visit of one search. */
const most = 10;

/** The kinds of visit that a search is for, each with what it narrows and prefers. @throws ProblemException with every reason */
export const wantedOfSearch = (
  known: CatalogueState,
  siteId: string,
  search: Search,
  seen: ReadonlyMap<string, string>,
): WantedOfSearch => {
  const site = known.sites.get(siteId);
  if (site?.status !== 'defined') throw unknown([{ code: 'site-unknown', siteId }]);
  const near = search.near === undefined ? undefined : instantOf(search.near, site.zone);
  const wanted = [search.with, search.practitioner, search.location].flatMap(split);
  const needs = split(search.needs);
  const found = visitTypeIds(known, siteId, search).map((visitTypeId) => bookable(known, { siteId, visitTypeId, wanted, needs }));
  const visits = found.flatMap((each) => ('visitType' in each ? [each] : []));
  // of several kinds of visit, those are left out that cannot be had in this way
  if (visits.length === 0) throw unknown(found.flatMap((each) => ('visitType' in each ? [] : each)));
  const preferred = split(search.prefer);
  const prefers = {
    dayParts: preferred.filter((word): word is DayPart => (dayParts as readonly string[]).includes(word)),
    days: preferred.filter((word): word is DayOfWeek => (daysOfWeek as readonly string[]).includes(word)),
    resourceIds: preferred.filter((word) => known.resources.has(word)),
  };
  const only = { dayParts: split(search.dayPart) as DayPart[], days: split(search.daysOfWeek) as DayOfWeek[] };
  const { patientId } = search;
  return {
    ...{ known, zone: site.zone, order: search.order ?? (near === undefined ? 'soonest' : 'nearest') },
    visits: visits.map((visit) => ({ ...visit, with: wanted, patientId, only, prefers, near, seen: practitionersOf(known, seen) })),
  };
};

const split = (list: string | undefined): readonly string[] => list?.split(',') ?? [];

const visitTypeIds = (known: CatalogueState, siteId: string, { visitTypeId, departmentId, serviceType }: Search): readonly string[] => {
  const named = split(visitTypeId);
  if (departmentId === undefined && serviceType === undefined) return named;
  const all = [...known.visitTypes.values()].filter((visitType) => visitType.status === 'defined' && visitType.siteId === siteId);
  const found = all.flatMap((visitType) =>
    visitType.status === 'defined' &&
    (named.length === 0 || named.includes(visitType.visitTypeId)) &&
    (departmentId === undefined || visitType.departmentId === departmentId) &&
    (serviceType === undefined || visitType.serviceType === serviceType)
      ? [visitType.visitTypeId]
      : [],
  );
  if (found.length > most) throw tooMany(found.length);
  if (found.length === 0)
    throw unknown([{ code: 'visit-type-unknown', siteId, visitTypeId: visitTypeId ?? serviceType ?? departmentId ?? '' }]);
  return found.toSorted();
};

/** Continuity is with people: everybody has been in that room. */
const practitionersOf = ({ resources }: CatalogueState, seen: ReadonlyMap<string, string>): ReadonlyMap<string, string> =>
  new Map(
    [...seen].filter(([resourceId]) => {
      const resource = resources.get(resourceId);
      return resource?.status === 'defined' && resource.kind === 'practitioner';
    }),
  );

/** A date stands for its middle. */
const instantOf = (near: string, zone: string): string => {
  if (near.length === 10) {
    const { from, to } = wholeDay(near, zone);
    return new Date((Date.parse(from) + Date.parse(to)) / 2).toISOString().replace(/\.\d{3}Z$/, 'Z');
  }
  const read = readLocalTime(near, zone, 'near');
  if (typeof read === 'string') return read;
  const { status, title, detail } = localTimeProblems[read.code](read);
  throw new ProblemException(status, {
    ...{ code: read.code, title, detail, errors: [{ code: read.code, detail, in: 'query', parameter: 'near' }] },
  });
};

const tooMany = (found: number): ProblemException =>
  new ProblemException(422, {
    code: 'too-many-visit-types',
    title: 'Too many kinds of visit',
    detail: `${found}; at most ${most}: name some of them`,
    errors: [{ code: 'too-many-visit-types', detail: `${found}; at most ${most}`, in: 'query', parameter: 'visitTypeId' }],
  });

const unknown = (reasons: readonly NotBookable[]): ProblemException => {
  const problems = reasons.map((reason) => ({ ...problemOf(reason, dayScheduleProblems), ...reason }));
  const { status = 404, code = 'visit-type-unknown', title = 'No such visit type' } = problems[0] ?? {};
  const errors = problems.map(({ title: why, detail, pointer, status: _, ...facts }) => {
    return { ...facts, detail: `${why}: ${detail}`, ...(pointer !== undefined && { in: 'query', parameter: pointer.slice(1) }) };
  });
  return new ProblemException(status, { code, title, detail: errors.map(({ detail }) => detail).join('; '), errors });
};
