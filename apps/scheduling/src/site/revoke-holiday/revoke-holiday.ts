import { accepted, rejected, type Decision } from '@liaison/kernel';
import type { PublicHolidayRevoked } from '../site.events.js';
import type { Site } from '../site.state.js';

export type RevokeHoliday = { readonly type: 'RevokeHoliday'; readonly data: PublicHolidayRevoked['data'] };
export type HolidayRevocationRefusal =
  { readonly code: 'site-unknown'; readonly siteId: string } | { readonly code: 'holiday-unknown'; readonly date: string };

export const revokeHoliday = ({ data }: RevokeHoliday, site: Site): Decision<PublicHolidayRevoked, HolidayRevocationRefusal> => {
  if (site.status === 'unknown') return rejected({ code: 'site-unknown', siteId: data.siteId });
  return site.holidays.has(data.date)
    ? accepted({ type: 'PublicHolidayRevoked', data })
    : rejected({ code: 'holiday-unknown', date: data.date });
};
