import { localDateOf } from '@liaison/kernel';
import { heldBlocksAround } from '../../block/blocks-of-site.js';
import type { Bookable } from '../../catalogue/bookable.js';
import type { CatalogueState } from '../../catalogue/catalogue.state.js';
import { narrow, phasesAt, visitAt } from '../../visit-type/phases.js';
import { rulesOf } from '../../visit-type/visit-rules.js';
import type { Allowance } from '../as-planned.js';
import type { VisitRules } from '../day-schedule.policies.js';
import type { BookAppointment } from './book-appointment.js';

export type WantedVisit = {
  readonly appointmentId: string;
  readonly patientId: string;
  /** UTC at whole seconds. */
  readonly start: string;
  readonly with: readonly string[];
  readonly needs: readonly string[];
  /** What it is booked with. */
  readonly seriesId?: string | undefined;
  readonly linkedVisitsId?: string | undefined;
};
export type PlannedVisit = Omit<BookAppointment['data'], 'now' | 'by' | 'beside' | 'rules'> & { readonly rules: VisitRules };

/** What a visit of this kind asks of its day: everything that its booking decides on. */
export const plannedVisit = (
  known: CatalogueState,
  { site, department, visitType, gridMinutes, overbooking }: Bookable,
  { appointmentId, patientId, start, with: wanted, needs, seriesId, linkedVisitsId }: WantedVisit,
  now: string,
): PlannedVisit => {
  const { siteId, zone } = site;
  const { visitTypeId, authorization, supplyKitId } = visitType;
  const date = localDateOf(start, zone);
  const phases = phasesAt({ phases: narrow(visitType.phases, wanted) }, start);
  const blocks = heldBlocksAround(known, site, date, poolsOf(phases));
  return {
    ...{ appointmentId, patientId, siteId, departmentId: department.departmentId, visitTypeId, date, zone },
    ...visitAt(visitType, start),
    ...(needs.length > 0 && { needs }),
    ...(authorization !== undefined && { authorization }),
    ...(supplyKitId !== undefined && { supplyKitId }),
    ...(seriesId !== undefined && { seriesId }),
    ...(linkedVisitsId !== undefined && { linkedVisitsId }),
    ...{ gridMinutes, phases },
    rules: { ...rulesOf(visitType, zone, now, blocks), ...(overbooking && { overbooking }) },
  };
};

/** What somebody may go beyond, where they asked for that. */
export const allowanceOf = ({ visitType, overbooking }: Bookable): Allowance | undefined =>
  overbooking && { overbooking, extras: new Map(visitType.phases.map(({ name, extra = 0 }) => [name, extra])) };

/** Everybody who may serve it. */
export const poolsOf = (phases: readonly { readonly anyOf: readonly string[] }[]): readonly string[] =>
  phases.flatMap(({ anyOf }) => anyOf);
