import { Map } from 'immutable';
import type { DepartmentDefined, SiteDefined, SiteEvent } from './site.events.js';

export type Site = { readonly status: 'unknown' } | DefinedSite;
export type DefinedSite = SiteDefined['data'] & { readonly status: 'defined'; readonly departments: Map<string, Department> };
export type Department = DepartmentDefined['data'];

export const initial: Site = { status: 'unknown' };

export const evolve = (site: Site, event: SiteEvent): Site => {
  switch (event.type) {
    case 'SiteDefined':
      return { ...event.data, status: 'defined', departments: site.status === 'defined' ? site.departments : Map() };
    case 'DepartmentDefined':
      return site.status === 'defined' ? { ...site, departments: site.departments.set(event.data.departmentId, event.data) } : site;
  }
};
