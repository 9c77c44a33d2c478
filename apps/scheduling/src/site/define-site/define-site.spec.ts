import { given } from '@liaison/testing';
import { site } from '../site.decider.js';
import type { SiteEvent } from '../site.events.js';
import type { DefineSite } from './define-site.js';

const facts = { siteId: 'north', name: 'North Campus', zone: 'America/New_York' };
const defined = (changes = {}): SiteEvent => ({ type: 'SiteDefined', data: { ...facts, ...changes } });
const define = (changes = {}): DefineSite => ({ type: 'DefineSite', data: { ...facts, ...changes } });

describe('Defining a site', () => {
  it('records its name and zone', () => given(site).when(define()).then(defined()));
  it('records all facts again when its name changes', () =>
    given(site, defined())
      .when(define({ name: 'North' }))
      .then(defined({ name: 'North' })));
  it('changes nothing when the same is said again', () => given(site, defined()).when(define()).thenNothing());
  it('keeps its departments when its name changes', () => {
    const surgery = { siteId: 'north', departmentId: 'surgery', name: 'Surgery', gridMinutes: 15 };
    given(site, defined(), { type: 'DepartmentDefined', data: surgery }, defined({ name: 'North' }))
      .when({ type: 'DefineDepartment', data: surgery })
      .thenNothing();
  });
  it('refuses a zone that the world does not have', () =>
    given(site)
      .when(define({ zone: 'Mars/Olympus' }))
      .thenRefused({ code: 'zone-unknown', zone: 'Mars/Olympus' }));
  it('refuses another zone for a site that has one, with every reason', () =>
    given(site, defined())
      .when(define({ zone: 'Mars/Olympus' }))
      .thenRefused({ code: 'zone-unknown', zone: 'Mars/Olympus' }, { code: 'zone-fixed', siteId: 'north', zone: 'America/New_York' }));
});
