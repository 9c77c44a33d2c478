import { Map } from 'immutable';
import type { DepartmentDefined, SiteDefined, SiteEvent } from './site.events.js';

export type Site = { readonly status: 'unknown' } | DefinedSite;
export type DefinedSite = SiteDefined['data'] & {
  readonly status: 'defined';
  readonly departments: Map<string, Department>;
  /** By date, what each is called. */
  readonly holidays: Map<string, string>;
};
export type Department = DepartmentDefined['data'];

export const initial: Site = { status: 'unknown' };

export const evolve = (site: Site, event: SiteEvent): Site => {
  switch (event.type) {
    case 'SiteDefined':
      return site.status === 'defined'
        ? { ...site, ...event.data }
        : { ...event.data, status: 'defined', departments: Map(), holidays: Map() };
    case 'PublicHolidayDeclared':
      return site.status === 'defined' ? { ...site, holidays: site.holidays.set(event.data.date, event.data.name) } : site;
    case 'PublicHolidayRevoked':
      return site.status === 'defined' ? { ...site, holidays: site.holidays.delete(event.data.date) } : site;
    case 'DepartmentDefined':
      return site.status === 'defined' ? { ...site, departments: site.departments.set(event.data.departmentId, event.data) } : site;
  }
};
