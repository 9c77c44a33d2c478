import { inSourceOrder, type Demand } from './demand.js';
import { departmentOf, type ImportedDepartment } from './departments.js';
import { appointmentIdOf } from './ids.js';
import { placed, roundedUp, yearsBefore } from './placement.js';
import { keyOf, visitTypeIds, visitTypesFor, type ImportedVisitType, type KnownPools } from './visit-types.js';
import { whyNotBookable, type Reason } from './why-not-bookable.js';

/** Where demand is laid: so many weeks from a Monday, out of so many last years of the data. */
export type Window = { readonly startDate: string; readonly weeks: number; readonly years: number };

export type PlannedVisit = {
  readonly encounterId: string;
  readonly appointmentId: string;
  readonly patientId: string;
  readonly practitionerId: string;
  readonly departmentId: string;
  readonly visitTypeId: string;
  readonly date: string;
};
export type NotBookable = { readonly encounterId: string; readonly departmentId: string; readonly reason: Reason };
export type Plan = {
  /** In source order: the order in which to book. */
  readonly visits: readonly PlannedVisit[];
  readonly notBookable: readonly NotBookable[];
  readonly visitTypes: readonly ImportedVisitType[];
};

/** Encounters of the past as demand for a window of the future. The same demand and window give the same plan, on any day. */
export const plan = (demand: readonly Demand[], window: Window, known: KnownPools = new Map()): Plan => {
  const latest = demand.reduce((last, { start }) => (start > last ? start : last), '');
  const takenFrom = latest && yearsBefore(latest, window.years);
  const judged = inSourceOrder(demand).map((each) => ({
    ...each,
    department: departmentOf(each.typeCodes),
    reason: whyNotBookable(each, takenFrom),
  }));
  const bookable = judged.flatMap(({ practitionerId, reason, ...each }) =>
    reason === undefined && practitionerId !== undefined ? [{ ...each, practitionerId, durationMinutes: lengthOf(each) }] : [],
  );
  const visitTypes = visitTypesFor(bookable, known);
  const ids = visitTypeIds(visitTypes);
  return {
    visits: bookable.map((each) => ({
      encounterId: each.encounterId,
      appointmentId: appointmentIdOf(each.encounterId),
      patientId: each.patientId,
      practitionerId: each.practitionerId,
      departmentId: each.department.departmentId,
      visitTypeId: ids.get(keyOf(each)) ?? '',
      date: placed(each.date, window),
    })),
    notBookable: judged.flatMap(({ encounterId, department: { departmentId }, reason }) =>
      reason === undefined ? [] : [{ encounterId, departmentId, reason }],
    ),
    visitTypes,
  };
};

const lengthOf = ({ minutes, department }: { readonly minutes: number; readonly department: ImportedDepartment }): number =>
  roundedUp(minutes, department.gridMinutes);
