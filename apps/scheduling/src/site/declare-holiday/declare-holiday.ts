import { accepted, rejected, type Decision } from '@liaison/kernel';
import type { PublicHolidayDeclared } from '../site.events.js';
import type { Site } from '../site.state.js';

export type DeclareHoliday = { readonly type: 'DeclareHoliday'; readonly data: PublicHolidayDeclared['data'] };
export type HolidayRefusal =
  { readonly code: 'site-unknown'; readonly siteId: string } | { readonly code: 'too-many-holidays'; readonly most: number };

/** Thirty years of them. */
const most = 600;

export const declareHoliday = ({ data }: DeclareHoliday, site: Site): Decision<PublicHolidayDeclared, HolidayRefusal> => {
  if (site.status === 'unknown') return rejected({ code: 'site-unknown', siteId: data.siteId });
  if (site.holidays.get(data.date) === data.name) return accepted();
  if (site.holidays.size >= most && !site.holidays.has(data.date)) return rejected({ code: 'too-many-holidays', most });
  return accepted({ type: 'PublicHolidayDeclared', data });
};
