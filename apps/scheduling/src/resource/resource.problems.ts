import type { AlreadyDefined } from '@liaison/kernel';
import type { Problems } from '@liaison/service-kit';
import { definitionProblems } from '../http/definition-problems.js';
import { localTimeProblems, type LocalTimeRefusal } from '../http/local-time.js';
import type { ResourceRefusal } from './define-resource/define-resource.js';
import type { LeaveRefusal } from './grant-leave/grant-leave.js';
import type { ReturnRefusal } from './return-to-service/return-to-service.js';
import type { ResourceHoursRefusal } from './set-resource-hours/set-resource-hours.js';
import type { OutageRefusal } from './take-out-of-service/take-out-of-service.js';
import type { WithdrawalRefusal } from './withdraw-leave/withdraw-leave.js';

export type SiteUnknown = { readonly code: 'site-unknown'; readonly siteId: string };

export type LeaveTimesRefusal = LocalTimeRefusal | { readonly code: 'times-out-of-order'; readonly from: string; readonly to: string };

/** What the refusals of a resource's stream are to the person who asked. */
export const resourceProblems: Problems<
  | ResourceRefusal
  | ResourceHoursRefusal
  | LeaveRefusal
  | WithdrawalRefusal
  | OutageRefusal
  | ReturnRefusal
  | LeaveTimesRefusal
  | SiteUnknown
  | AlreadyDefined
> = {
  ...definitionProblems,
  ...localTimeProblems,
  'kind-fixed': ({ kind }) => ({ status: 409, title: 'A resource keeps its kind', detail: `it is a ${kind}`, pointer: '/kind' }),
  'site-unknown': ({ siteId }) => ({ status: 404, title: 'No such site', detail: siteId }),
  'resource-unknown': ({ resourceId }) => ({ status: 404, title: 'No such resource', detail: resourceId }),
  'hours-empty-interval': ({ availableStartTime, availableEndTime }) => ({
    status: 422,
    title: 'Hours must not end as they begin',
    detail: `${availableStartTime} to ${availableEndTime}; all day is 00:00 to 24:00`,
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
  'recurrence-invalid': ({ index, part, rule }) => ({
    status: 422,
    title: 'Not a recurrence rule of RFC 5545',
    detail: `${part} ${rule}`,
    pointer: `/recurring/${index}/rule`,
  }),
  'recurring-hours-at-two-sites': ({ date, siteId, times }) => ({
    status: 409,
    title: 'At another site then',
    detail: `on ${date}: at ${siteId} ${times}`,
    pointer: '/recurring',
  }),
  'leave-too-long': ({ days, longest }) => ({
    status: 422,
    title: 'Away for too long',
    detail: `${days} days; at most ${longest}: longer absence is having no hours`,
    pointer: '/to',
  }),
  'leave-differs': ({ leaveId }) => ({ status: 409, title: 'This leave id is in use', detail: `${leaveId} is for another time or reason` }),
  'leave-withdrawn': ({ leaveId }) => ({ status: 409, title: 'This leave was withdrawn', detail: `${leaveId}: grant another` }),
  'leave-unknown': ({ leaveId }) => ({ status: 404, title: 'No such leave', detail: leaveId }),
  'out-of-service-is-for-things': ({ resourceId }) => ({
    status: 422,
    title: 'Out of service are rooms and devices',
    detail: `${resourceId} is a person: grant leave`,
  }),
  'outage-too-long': ({ days, longest }) => ({
    status: 422,
    title: 'Out of service for too long',
    detail: `${days} days; at most ${longest}, or without an end that nobody knows`,
    pointer: '/to',
  }),
  'outage-differs': ({ outageId }) => ({
    status: 409,
    title: 'This outage id is in use',
    detail: `${outageId} is for another time or reason`,
  }),
  'outage-over': ({ outageId, returnedAt }) => ({
    status: 409,
    title: 'This outage is over',
    detail: `${outageId}: returned ${returnedAt}; take it out of service by another id`,
  }),
  'outage-unknown': ({ outageId }) => ({ status: 404, title: 'No such outage', detail: outageId }),
  'returned-in-the-future': ({ returnedAt, now }) => ({
    status: 422,
    title: 'It cannot have happened yet',
    detail: `${returnedAt}; it is ${now}`,
    pointer: '/returnedAt',
  }),
  'times-out-of-order': ({ from, to }) => ({ status: 422, title: 'Must end after it begins', detail: `${from} to ${to}`, pointer: '/to' }),
  'resource-in-another-zone': ({ zone, siteZone }) => ({
    status: 409,
    title: 'A resource stays in one time zone',
    detail: `it has hours in ${zone}; this site keeps ${siteZone}`,
  }),
};
