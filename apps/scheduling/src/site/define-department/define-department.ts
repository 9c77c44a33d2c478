import { accepted, rejected, same, type Decision } from '@liaison/kernel';
import type { DepartmentDefined } from '../site.events.js';
import { departmentPolicies, type DepartmentObjection } from '../site.policies.js';
import type { Site } from '../site.state.js';

export type DefineDepartment = { readonly type: 'DefineDepartment'; readonly data: DepartmentDefined['data'] };
export type DepartmentRefusal = DepartmentObjection;

export const defineDepartment = ({ data }: DefineDepartment, site: Site): Decision<DepartmentDefined, DepartmentRefusal> => {
  const objections = departmentPolicies.flatMap((policy) => policy(data, site) ?? []);
  if (objections.length > 0) return rejected(...objections);
  const unchanged = site.status === 'defined' && same(site.departments.get(data.departmentId), data);
  return unchanged ? accepted() : accepted({ type: 'DepartmentDefined', data });
};
