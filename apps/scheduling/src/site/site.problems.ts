import type { AlreadyDefined } from '@liaison/kernel';
import type { Problems } from '@liaison/service-kit';
import { definitionProblems } from '../http/definition-problems.js';
import type { HolidayRefusal } from './declare-holiday/declare-holiday.js';
import type { DepartmentRefusal } from './define-department/define-department.js';
import type { SiteRefusal } from './define-site/define-site.js';
import type { HolidayRevocationRefusal } from './revoke-holiday/revoke-holiday.js';

/** What the refusals of a site's stream are to the person who asked. */
export const siteProblems: Problems<SiteRefusal | DepartmentRefusal | HolidayRefusal | HolidayRevocationRefusal | AlreadyDefined> = {
  ...definitionProblems,
  'zone-unknown': ({ zone }) => ({
    status: 422,
    title: 'No such time zone',
    detail: `"${zone}" is not in the IANA database; America/New_York is`,
    pointer: '/zone',
  }),
  'zone-fixed': ({ zone }) => ({ status: 409, title: 'A site keeps its zone', detail: `it is ${zone}`, pointer: '/zone' }),
  'site-unknown': ({ siteId }) => ({ status: 404, title: 'No such site', detail: siteId }),
  'holiday-unknown': ({ date }) => ({ status: 404, title: 'No such public holiday', detail: date }),
  'too-many-holidays': ({ most }) => ({ status: 422, title: 'Too many public holidays', detail: `at most ${most} for a site` }),
  'grid-invalid': ({ gridMinutes }) => ({
    status: 422,
    title: 'Not a grid',
    detail: `${gridMinutes}: from 5 to 240 minutes, a divisor of an hour or whole hours that divide a day`,
    pointer: '/gridMinutes',
  }),
};
