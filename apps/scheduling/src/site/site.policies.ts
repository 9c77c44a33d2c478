import { isTimeZone } from '@liaison/kernel';
import type { DepartmentDefined, SiteDefined } from './site.events.js';
import type { Site } from './site.state.js';

export type SiteObjection =
  | { readonly code: 'zone-unknown'; readonly zone: string }
  | { readonly code: 'zone-fixed'; readonly siteId: string; readonly zone: string };

export type DepartmentObjection =
  { readonly code: 'grid-invalid'; readonly gridMinutes: number } | { readonly code: 'site-unknown'; readonly siteId: string };

type SitePolicy = (facts: SiteDefined['data'], site: Site) => SiteObjection | undefined;
type DepartmentPolicy = (facts: DepartmentDefined['data'], site: Site) => DepartmentObjection | undefined;

export const theZoneIsOneOfTheWorld: SitePolicy = ({ zone }) => (isTimeZone(zone) ? undefined : { code: 'zone-unknown', zone });

/** Days, hours and appointments are cut by the zone: another one would move them all. */
export const theZoneStays: SitePolicy = ({ siteId, zone }, site) =>
  site.status === 'defined' && site.zone !== zone ? { code: 'zone-fixed', siteId, zone: site.zone } : undefined;

/** So that the grid is the same every hour, or every day. */
export const isGrid = (minutes: number): boolean =>
  Number.isInteger(minutes) && minutes >= 5 && minutes <= 240 && (60 % minutes === 0 || (minutes % 60 === 0 && 1440 % minutes === 0));

export const theGridRepeatsWithTheClock: DepartmentPolicy = ({ gridMinutes }) =>
  isGrid(gridMinutes) ? undefined : { code: 'grid-invalid', gridMinutes };

export const theSiteIsKnown: DepartmentPolicy = ({ siteId }, site) =>
  site.status === 'defined' ? undefined : { code: 'site-unknown', siteId };

export const sitePolicies: readonly SitePolicy[] = [theZoneIsOneOfTheWorld, theZoneStays];
export const departmentPolicies: readonly DepartmentPolicy[] = [theSiteIsKnown, theGridRepeatsWithTheClock];
