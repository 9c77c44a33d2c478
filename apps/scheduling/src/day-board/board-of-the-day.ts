import { localDateOf, onTheWall } from '@liaison/kernel';
import type { Runtime } from '@liaison/service-kit';
import { partsOf } from '../scheduling.parts.js';

type Choice = { readonly id: string; readonly name: string };
export type BoardOfTheDay = {
  readonly sites: readonly Choice[];
  readonly departments: readonly Choice[];
  readonly siteId: string;
  readonly departmentId: string;
  readonly date: string;
  readonly zone: string;
  readonly visits: readonly {
    readonly time: string;
    readonly visitTypeId: string;
    readonly status: string;
    readonly patientId: string;
    readonly takes: string;
  }[];
};
type Row = {
  readonly start: string;
  readonly visit_type_id: string;
  readonly status: string;
  readonly patient_id: string;
  readonly takes: string;
};

/** A department's board for a plain page: of what was chosen, else the first of everything and today. Nothing while nothing is defined. */
export const boardOfTheDay = async (
  runtime: Runtime,
  chosen: { readonly siteId?: string | undefined; readonly departmentId?: string | undefined; readonly date?: string | undefined },
): Promise<BoardOfTheDay | undefined> => {
  const { sites } = await partsOf(runtime).catalogue.fresh();
  const site = sites.get(chosen.siteId ?? '') ?? sites.first();
  if (site?.status !== 'defined') return undefined;
  const department = site.departments.get(chosen.departmentId ?? '') ?? site.departments.first();
  const date = chosen.date ?? localDateOf(runtime.clock.now(), site.zone);
  const { rows } = await runtime.pool.query<Row>(
    `select start, visit_type_id, status, patient_id, string_agg(phase || ': ' || resource_id, ', ' order by "from", phase) takes
       from (
         select site_id, department_id, date, appointment_id, patient_id, visit_type_id, status, start, phase, resource_id, "from" from day_board
         union all
         select site_id, department_id, date, appointment_id, patient_id, visit_type_id, 'busy-tentative', start, phase, resource_id, "from"
           from reserved_uses
       ) visits
      where site_id = $1 and department_id = $2 and date = $3
       group by appointment_id, start, visit_type_id, status, patient_id order by start, appointment_id limit 500`,
    [site.siteId, department?.departmentId ?? '', date],
  );
  return {
    sites: [...sites.values()].flatMap((each) => (each.status === 'defined' ? [{ id: each.siteId, name: each.name }] : [])),
    departments: [...site.departments.values()].map(({ departmentId: id, name }) => ({ id, name })),
    siteId: site.siteId,
    departmentId: department?.departmentId ?? '',
    date,
    zone: site.zone,
    visits: rows.map(({ start, visit_type_id: visitTypeId, status, patient_id: patientId, takes }) => ({
      time: timeOn(date, onTheWall(start, site.zone)),
      ...{ visitTypeId, status, patientId, takes },
    })),
  };
};

/** With its date where it began on another one. */
const timeOn = (date: string, local: string): string =>
  local.startsWith(date) ? local.slice(11, 16) : `${local.slice(5, 10)} ${local.slice(11, 16)}`;
