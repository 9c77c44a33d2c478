import { given } from '@liaison/testing';
import { site } from '../site.decider.js';
import type { SiteEvent } from '../site.events.js';
import type { DefineDepartment } from './define-department.js';

const facts = { siteId: 'north', departmentId: 'surgery', name: 'Surgery', gridMinutes: 15 };
const north: SiteEvent = { type: 'SiteDefined', data: { siteId: 'north', name: 'North Campus', zone: 'America/New_York' } };
const defined = (changes = {}): SiteEvent => ({ type: 'DepartmentDefined', data: { ...facts, ...changes } });
const define = (changes = {}): DefineDepartment => ({ type: 'DefineDepartment', data: { ...facts, ...changes } });

describe('Defining a department', () => {
  it('records its name and grid', () => given(site, north).when(define()).then(defined()));
  it('records all facts again when one changes', () =>
    given(site, north, defined())
      .when(define({ gridMinutes: 30 }))
      .then(defined({ gridMinutes: 30 })));
  it('changes nothing when the same is said again', () => given(site, north, defined()).when(define()).thenNothing());
  it.each([5, 6, 10, 12, 15, 20, 30, 60, 120, 180, 240])('allows a grid of %d minutes', (gridMinutes) =>
    given(site, north).when(define({ gridMinutes })).then(defined({ gridMinutes })),
  );
  it.each([0, 1, 4, 7, 25, 45, 90, 300, 480, 7.5, -15])('refuses a grid of %d minutes', (gridMinutes) =>
    given(site, north).when(define({ gridMinutes })).thenRefused({ code: 'grid-invalid', gridMinutes }),
  );
  it('refuses a department of no site, and says also what else is wrong', () =>
    given(site)
      .when(define({ gridMinutes: 7 }))
      .thenRefused({ code: 'site-unknown', siteId: 'north' }, { code: 'grid-invalid', gridMinutes: 7 }));
});
