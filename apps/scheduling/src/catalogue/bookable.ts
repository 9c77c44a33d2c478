import type { Department, DefinedSite } from '../site/site.state.js';
import type { OverbookingReason } from '../day-schedule/day-schedule.events.js';
import type { VisitRules } from '../day-schedule/day-schedule.policies.js';
import { phasesFor, unansweredNeeds } from '../visit-type/needs.js';
import type { PooledPhase } from '../visit-type/phases.js';
import { poolOf } from '../visit-type/pools.js';
import type { Phase } from '../visit-type/visit-type.events.js';
import type { DefinedVisitType } from '../visit-type/visit-type.state.js';
import type { Plan } from '../day-schedule/hours-due/hours-due.js';
import { rosteredHours } from '../resource/planned-hours.js';
import { candidate, candidatesOf } from './candidates.js';
import { planRevisionOf, type CatalogueState } from './catalogue.state.js';

/** A visit type with the site and the department that it belongs to, its pools by name, for somebody with these needs. */
export type Bookable = {
  readonly site: DefinedSite;
  readonly department: Department;
  readonly visitType: Omit<DefinedVisitType, 'phases'> & { readonly phases: readonly PooledPhase[] };
  readonly gridMinutes: number;
  readonly overbooking?: NonNullable<VisitRules['overbooking']>;
};
export type NotBookable =
  | { readonly code: 'site-unknown'; readonly siteId: string }
  | { readonly code: 'visit-type-unknown'; readonly siteId: string; readonly visitTypeId: string }
  | { readonly code: 'resource-unknown'; readonly resourceId: string }
  | { readonly code: 'resource-of-no-phase'; readonly resourceId: string }
  | { readonly code: 'need-unanswered'; readonly need: string }
  | { readonly code: 'pool-of-nobody'; readonly phase: string }
  | { readonly code: 'overbooking-not-allowed'; readonly roles: readonly string[] };
export type AskedVisit = {
  readonly siteId: string;
  readonly visitTypeId: string;
  /** Resources that somebody asks for by name. */
  readonly wanted: readonly string[];
  readonly needs?: readonly string[] | undefined;
  readonly overbook?: { readonly roles: readonly string[]; readonly reason: OverbookingReason } | undefined;
};

/** What was asked for, or every reason why it cannot be booked at any time. */
export const bookable = (known: CatalogueState, asked: AskedVisit): Bookable | readonly NotBookable[] => {
  const { siteId, visitTypeId, wanted, needs = [] } = asked;
  const site = known.sites.get(siteId);
  if (site?.status !== 'defined') return [{ code: 'site-unknown', siteId }];
  const visitType = known.visitTypes.get(`${siteId}/${visitTypeId}`);
  const department = visitType?.status === 'defined' ? site.departments.get(visitType.departmentId) : undefined;
  if (visitType?.status !== 'defined' || !department) return [{ code: 'visit-type-unknown', siteId, visitTypeId }];

  const overbooking = asked.overbook && allowed(visitType, asked.overbook);
  const phases = pooled(known, siteId, phasesFor(visitType.phases, needs)).map((phase) => withExtra(phase, visitType, overbooking?.role));
  const objections: readonly NotBookable[] = [
    ...useless(known, phases, wanted),
    ...unansweredNeeds(visitType.phases, needs).map((need) => ({ code: 'need-unanswered', need }) as const),
    ...phases.filter(({ anyOf }) => anyOf.length === 0).map(({ name: phase }) => ({ code: 'pool-of-nobody', phase }) as const),
    ...(asked.overbook && !overbooking ? [notAllowed(visitType)] : []),
  ];
  if (objections.length > 0) return objections;
  const gridMinutes = visitType.gridMinutes ?? department.gridMinutes;
  return { site, department, visitType: { ...visitType, phases }, gridMinutes, ...(overbooking && { overbooking }) };
};

const useless = (known: CatalogueState, phases: readonly PooledPhase[], wanted: readonly string[]): readonly NotBookable[] =>
  wanted.flatMap((resourceId): readonly NotBookable[] => {
    if (!known.resources.has(resourceId)) return [{ code: 'resource-unknown', resourceId }];
    return phases.some(({ anyOf }) => anyOf.includes(resourceId)) ? [] : [{ code: 'resource-of-no-phase', resourceId }];
  });

const pooled = (known: CatalogueState, siteId: string, phases: readonly Phase[]): readonly PooledPhase[] => {
  if (phases.every(({ requires, sameAs }) => requires === undefined && sameAs === undefined)) return phases;
  const ofSite = candidatesOf(known, siteId);
  return phases.map((phase) => ({ ...phase, anyOf: poolOf(phase, phases, ofSite, (resourceId) => candidate(known, resourceId)) }));
};

/** The role under which somebody may overbook a phase of this kind of visit. */
const allowed = ({ overbooking = [] }: DefinedVisitType, { roles, reason }: NonNullable<AskedVisit['overbook']>) => {
  const allowance = overbooking.find(({ role }) => roles.includes(role));
  return allowance && { role: allowance.role, reason };
};

const withExtra = (phase: PooledPhase, { overbooking = [] }: DefinedVisitType, role: string | undefined): PooledPhase => {
  const extra = Math.max(0, ...overbooking.filter((each) => each.role === role && each.phase === phase.name).map((each) => each.extra));
  return extra > 0 ? { ...phase, extra } : phase;
};

const notAllowed = ({ overbooking = [] }: DefinedVisitType): NotBookable => ({
  code: 'overbooking-not-allowed',
  roles: [...new Set(overbooking.map(({ role }) => role))],
});

/** Where and when each resource should be on a date, as its roster is to give it. */
export const plansOf = (
  known: CatalogueState,
  site: Pick<DefinedSite, 'siteId' | 'zone' | 'holidays'>,
  date: string,
  resourceIds: Iterable<string>,
): readonly Plan[] =>
  [...new Set(resourceIds)].flatMap((resourceId) => {
    const resource = known.resources.get(resourceId);
    if (resource?.status !== 'defined') return [];
    const { siteId } = site;
    const hours = rosteredHours(resource, site, date);
    const planRevision = planRevisionOf(known, resourceId, siteId);
    return [{ siteId, date, resourceId, hours, capacity: resource.capacity, planRevision }];
  });
