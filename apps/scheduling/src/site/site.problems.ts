import type { AlreadyDefined } from '@liaison/kernel';
import type { Problems } from '@liaison/service-kit';
import { definitionProblems } from '../http/definition-problems.js';
import type { DepartmentRefusal } from './define-department/define-department.js';
import type { SiteRefusal } from './define-site/define-site.js';

/** What the refusals of a site's stream are to the person who asked. */
export const siteProblems: Problems<SiteRefusal | DepartmentRefusal | AlreadyDefined> = {
  ...definitionProblems,
  'zone-unknown': ({ zone }) => ({
    status: 422,
    title: 'No such time zone',
    detail: `${zone} is not in the IANA database`,
    pointer: '/zone',
  }),
  'zone-fixed': ({ zone }) => ({ status: 409, title: 'A site keeps its zone', detail: `it is ${zone}`, pointer: '/zone' }),
  'site-unknown': ({ siteId }) => ({ status: 404, title: 'No such site', detail: siteId }),
  'grid-invalid': ({ gridMinutes }) => ({
    status: 422,
    title: 'Not a grid',
    detail: `${gridMinutes}: from 5 to 240 minutes, a divisor of an hour or whole hours that divide a day`,
    pointer: '/gridMinutes',
  }),
};
