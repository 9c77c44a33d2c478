import type { AlreadyDefined } from '@liaison/kernel';
import type { Problems } from '@liaison/service-kit';
import { definitionProblems } from '../http/definition-problems.js';
import type { ResourceRefusal } from './define-resource/define-resource.js';
import type { ResourceHoursRefusal } from './set-resource-hours/set-resource-hours.js';

export type SiteUnknown = { readonly code: 'site-unknown'; readonly siteId: string };

/** What the refusals of a resource's stream are to the person who asked. */
export const resourceProblems: Problems<ResourceRefusal | ResourceHoursRefusal | SiteUnknown | AlreadyDefined> = {
  ...definitionProblems,
  'kind-fixed': ({ kind }) => ({ status: 409, title: 'A resource keeps its kind', detail: `it is a ${kind}`, pointer: '/kind' }),
  'site-unknown': ({ siteId }) => ({ status: 404, title: 'No such site', detail: siteId }),
  'resource-unknown': ({ resourceId }) => ({ status: 404, title: 'No such resource', detail: resourceId }),
  'hours-empty-interval': ({ availableStartTime, availableEndTime }) => ({
    status: 422,
    title: 'Hours must end after they begin',
    detail: `${availableStartTime} to ${availableEndTime}; a night is two entries, up to 24:00 and from 00:00`,
    pointer: '/availableTime',
  }),
  'hours-overlap': ({ day, times }) => ({
    status: 422,
    title: 'Hours of one day overlap',
    detail: `${day}: ${times.join(' and ')}`,
    pointer: '/availableTime',
  }),
  'hours-at-two-sites': ({ day, times, siteId, otherTimes }) => ({
    status: 409,
    title: 'At another site then',
    detail: `${day} ${times}: at ${siteId} ${otherTimes}`,
    pointer: '/availableTime',
  }),
  'resource-in-another-zone': ({ zone, siteZone }) => ({
    status: 409,
    title: 'A resource stays in one time zone',
    detail: `it has hours in ${zone}; this site keeps ${siteZone}`,
  }),
};
