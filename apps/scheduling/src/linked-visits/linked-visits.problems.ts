import type { Problems } from '@liaison/service-kit';
import { commitmentProblems } from '../commitment/commitment.problems.js';
import { dayScheduleProblems } from '../day-schedule/day-schedule.problems.js';
import { localTimeProblems } from '../http/local-time.js';
import { aboutTheirVisits } from '../intents/visit-problems.js';
import type { LinkedVisitsRefusal } from './linked-visits.handler.js';

/** What the refusals of linked visits are to the person who asked: of their gaps, and of each visit with its name. */
export const linkedVisitsProblems: Problems<LinkedVisitsRefusal> = {
  ...aboutTheirVisits({ ...dayScheduleProblems, ...commitmentProblems, ...localTimeProblems }),
  'name-twice': ({ name }) => ({ status: 422, title: 'Two visits of one name', detail: name, pointer: '/visits' }),
  'gap-of-no-visit': ({ gap, name }) => ({
    status: 422,
    title: 'A gap is between two of the visits',
    detail: `${name} is none of them`,
    pointer: `/gaps/${gap}`,
  }),
  'gap-without-width': ({ gap, leastMinutes, greatestMinutes }) => ({
    status: 422,
    title: 'No time can keep this gap',
    detail: `at least ${leastMinutes} minutes and at most ${greatestMinutes}`,
    pointer: `/gaps/${gap}/greatestMinutes`,
  }),
  'gaps-in-a-circle': ({ names }) => ({
    status: 422,
    title: 'No order can keep these gaps',
    detail: `each of ${names.join(', ')} would be before itself`,
    pointer: '/gaps',
  }),
  'linked-visits-id-used': ({ linkedVisitsId }) => ({
    status: 409,
    title: 'This id is in use',
    detail: `${linkedVisitsId}: take a new one`,
  }),
};
