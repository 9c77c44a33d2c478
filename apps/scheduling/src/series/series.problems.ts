import type { Problem, Problems } from '@liaison/service-kit';
import { commitmentProblems } from '../commitment/commitment.problems.js';
import { dayScheduleProblems } from '../day-schedule/day-schedule.problems.js';
import { aboutTheirVisits } from '../intents/visit-problems.js';
import type { SeriesPlanRefusal } from './series.handler.js';

const refusedTime = (title: string, why: string) => {
  return ({ date, local, zone }: { readonly date: string; readonly local: string; readonly zone: string }): Problem => ({
    status: 422,
    title,
    detail: `${date}: ${local} ${why} in ${zone}; leave the date out with exceptOn, or say what is meant with instead`,
    pointer: '/startTime',
  });
};

/** What the refusals of a series are to the person who asked: of its rule, of its changes, and of each visit with its date. */
export const seriesProblems: Problems<SeriesPlanRefusal> = {
  ...aboutTheirVisits({ ...dayScheduleProblems, ...commitmentProblems }),
  'recurrence-invalid': ({ part, rule }) => ({
    status: 422,
    title: 'Not a recurrence rule of RFC 5545',
    detail: `${part} ${rule}`,
    pointer: '/rule',
  }),
  'series-endless': () => ({
    status: 422,
    title: 'A series has an end',
    detail: 'the rule needs COUNT or UNTIL',
    pointer: '/rule',
  }),
  'series-in-the-past': ({ today }) => ({
    status: 422,
    title: 'A series begins today at the earliest',
    detail: `it is ${today}`,
    pointer: '/startDate',
  }),
  'series-too-far-ahead': ({ field, last }) => ({
    status: 422,
    title: 'Too far ahead',
    detail: `the last date that can be booked is ${last}`,
    pointer: `/${field}`,
  }),
  'series-too-long': ({ most }) => ({ status: 422, title: 'Too many visits', detail: `at most ${most} in one series`, pointer: '/rule' }),
  'series-empty': ({ startDate, last }) => ({
    status: 422,
    title: 'The rule gives no date',
    detail: `none from ${startDate} to ${last}, the last that can be booked`,
    pointer: '/rule',
  }),
  'exception-of-no-occurrence': ({ field, date }) => ({
    status: 422,
    title: 'The rule gives no such date',
    detail: `${field}: ${date}`,
    pointer: `/${field}`,
  }),
  'local-time-does-not-exist': refusedTime('The clocks leave this time out', 'does not exist'),
  'local-time-exists-twice': refusedTime('The clocks show this time twice', 'comes twice'),
  'series-id-used': ({ seriesId }) => ({ status: 409, title: 'This series id is in use', detail: `${seriesId}: take a new one` }),
  'series-unknown': ({ seriesId }) => ({ status: 404, title: 'No such series', detail: seriesId }),
  'series-changed': ({ seen, revision }) => ({
    status: 412,
    title: 'The series has changed since you read it',
    detail: `You have seen revision ${seen}, now it is ${revision}. Read it again and decide anew.`,
  }),
  'series-changing': ({ seriesId }) => ({
    status: 409,
    title: 'Another change of the series is under way',
    detail: `${seriesId}: ask again when it is done`,
  }),
  'visit-of-no-series': ({ field, appointmentId }) => ({
    status: 422,
    title: 'No visit of this series',
    detail: appointmentId,
    pointer: `/${field}`,
  }),
  'visit-not-to-change': ({ status, from }) => ({
    status: 409,
    title: 'This visit cannot be changed any more',
    detail: `planned for ${from}, it is ${status}`,
    pointer: '/appointmentId',
  }),
  'nothing-to-change': () => ({
    status: 409,
    title: 'There is nothing to change',
    detail: 'no visit that lies ahead, and that nobody has moved by itself, would be other than it is',
  }),
  'reason-missing': ({ visits }) => ({
    status: 422,
    title: 'Visits would be cancelled',
    detail: `the rule leaves out ${visits} of them: say why`,
    pointer: '/reason',
  }),
};
