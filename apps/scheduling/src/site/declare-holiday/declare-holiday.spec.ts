import { addDays } from '@liaison/kernel';
import { given } from '@liaison/testing';
import { site } from '../site.decider.js';
import type { SiteEvent } from '../site.events.js';
import type { DeclareHoliday } from './declare-holiday.js';

const north: SiteEvent = { type: 'SiteDefined', data: { siteId: 'north', name: 'North', zone: 'America/New_York' } };
const facts = (date = '2026-12-25', name = 'Christmas Day') => ({ siteId: 'north', date, name });
const declare = (...of: Parameters<typeof facts>): DeclareHoliday => ({ type: 'DeclareHoliday', data: facts(...of) });
const declared = (...of: Parameters<typeof facts>): SiteEvent => ({ type: 'PublicHolidayDeclared', data: facts(...of) });
const revoke = { type: 'RevokeHoliday', data: { siteId: 'north', date: '2026-12-25' } } as const;
const revoked: SiteEvent = { type: 'PublicHolidayRevoked', data: { siteId: 'north', date: '2026-12-25' } };

describe('A public holiday', () => {
  it('is declared for a date, once', () => {
    given(site, north).when(declare()).then(declared());
    given(site, north, declared()).when(declare()).thenNothing();
  });
  it('may be called something else', () =>
    given(site, north, declared()).when(declare('2026-12-25', 'Christmas')).then(declared('2026-12-25', 'Christmas')));
  it('stays when the site gets another name', () =>
    given(site, north, declared(), { type: 'SiteDefined', data: { siteId: 'north', name: 'N', zone: 'America/New_York' } })
      .when(declare())
      .thenNothing());
  it('belongs to a site that is known', () => given(site).when(declare()).thenRefused({ code: 'site-unknown', siteId: 'north' }));
  it('is one of 600 at most', () => {
    const all = Array.from({ length: 600 }, (_, n) => declared(addDays('2026-01-01', n), 'Day'));
    given(site, north, ...all)
      .when(declare('2030-12-25'))
      .thenRefused({ code: 'too-many-holidays', most: 600 });
    given(site, north, ...all)
      .when(declare('2026-01-01', 'New Year'))
      .then(declared('2026-01-01', 'New Year'));
  });
  it('is revoked, once, and can be declared again', () => {
    given(site, north, declared()).when(revoke).then(revoked);
    given(site, north, declared(), revoked).when(revoke).thenRefused({ code: 'holiday-unknown', date: '2026-12-25' });
    given(site, north, declared(), revoked).when(declare()).then(declared());
  });
});
