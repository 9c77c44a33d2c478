import { accepted, rejected, same, type Decision } from '@liaison/kernel';
import type { SiteDefined } from '../site.events.js';
import { sitePolicies, type SiteObjection } from '../site.policies.js';
import type { Site } from '../site.state.js';

export type DefineSite = { readonly type: 'DefineSite'; readonly data: SiteDefined['data'] };
export type SiteRefusal = SiteObjection;

export const defineSite = ({ data }: DefineSite, site: Site): Decision<SiteDefined, SiteRefusal> => {
  const objections = sitePolicies.flatMap((policy) => policy(data, site) ?? []);
  if (objections.length > 0) return rejected(...objections);
  const unchanged = site.status === 'defined' && same({ siteId: site.siteId, name: site.name, zone: site.zone }, data);
  return unchanged ? accepted() : accepted({ type: 'SiteDefined', data });
};
