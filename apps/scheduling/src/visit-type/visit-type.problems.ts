import type { AlreadyDefined } from '@liaison/kernel';
import type { Problems } from '@liaison/service-kit';
import { definitionProblems } from '../http/definition-problems.js';
import type { VisitTypeRefusal } from './define-visit-type/define-visit-type.js';

export type DepartmentUnknown = { readonly code: 'department-unknown'; readonly siteId: string; readonly departmentId: string };

/** Every one of them is a fault of the phases, unless it says otherwise. */
const wrong = (title: string, detail: string, pointer = '/phases') => ({ status: 422, title, detail, pointer }) as const;

/** What the refusals of a visit type are to the person who asked. */
export const visitTypeProblems: Problems<VisitTypeRefusal | AlreadyDefined | DepartmentUnknown> = {
  ...definitionProblems,
  'department-unknown': ({ siteId, departmentId }) => ({
    status: 404,
    title: 'No such department',
    detail: `${siteId}/${departmentId}`,
    pointer: '/departmentId',
  }),
  'phase-name-twice': ({ phase }) => wrong('Two phases have one name', phase),
  'phases-cannot-fit': ({ minutes, phase }) =>
    wrong(
      'Phases that cannot fit',
      phase === undefined ? `${minutes} minutes: all must last, and fit into one day` : `${phase} lasts ${minutes} minutes`,
      phase === undefined && minutes <= 0 ? '/durationMinutes' : '/phases',
    ),
  'pool-empty': ({ phase }) => wrong('A phase that nobody can serve', `${phase}: name resources, or say what they must have`),
  'attribute-nobody-has': ({ phase, attribute, value }) =>
    wrong('Nobody at the site has what a phase requires', `${phase}: ${attribute} ${value}`),
  'attributes-nobody-has-together': ({ phase }) =>
    wrong('Nobody at the site has all that a phase requires', `${phase}: each of it somebody has, and nobody all of it`),
  'same-as-unknown': ({ phase, sameAs }) =>
    wrong('A phase that goes with no other', `${phase} is to be served like ${sameAs}, which must be another phase with a pool of its own`),
  'resource-unknown': ({ phase, resourceId }) => wrong('No such resource', `${phase}: ${resourceId}`),
  'load-exceeds-capacity': ({ phase, load, capacity }) =>
    wrong('No resource of the pool can bear the load', `${phase}: load ${load}, capacity ${capacity}`),
  'pool-too-small': ({ phases }) => wrong('Too few resources for phases at the same time', phases.join(', ')),
  'grid-invalid': ({ gridMinutes }) =>
    wrong('Not a grid', `${gridMinutes}: from 5 to 240 minutes, a divisor of an hour or whole hours that divide a day`, '/gridMinutes'),
  'lead-beyond-horizon': ({ leadMinutes, horizonDays }) =>
    wrong('Could never be booked', `${leadMinutes} minutes of notice, and at most ${horizonDays} days ahead`, '/leadMinutes'),
  'overbooked-phase-unknown': ({ phase }) => wrong('No such phase', phase, '/overbooking'),
};
