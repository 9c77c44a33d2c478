import type { Problems } from '@liaison/service-kit';
import type { MovingRefusal } from './move-appointment/move-appointment.handler.js';
import type { EdgeRefusal } from './book-appointment/book-appointment.handler.js';
import type { DayScheduleRefusal } from './day-schedule.decider.js';

const named = (use: { readonly phase: string; readonly resourceId: string; readonly from: string; readonly to: string }) =>
  `${use.phase}: ${use.resourceId} from ${use.from} to ${use.to}`;

/** What the refusals of a day, and of what leads to it, are to the person who asked. */
export const dayScheduleProblems: Problems<DayScheduleRefusal | EdgeRefusal | MovingRefusal> = {
  'site-unknown': ({ siteId }) => ({ status: 404, title: 'No such site', detail: siteId, pointer: '/siteId' }),
  'visit-type-unknown': ({ visitTypeId }) => ({ status: 404, title: 'No such visit type', detail: visitTypeId, pointer: '/visitTypeId' }),
  'resource-unknown': ({ resourceId }) => ({ status: 404, title: 'No such resource', detail: resourceId, pointer: '/with' }),
  'resource-of-no-phase': ({ resourceId }) => ({
    status: 422,
    title: 'No phase of this visit can use the resource',
    detail: resourceId,
    pointer: '/with',
  }),
  'need-unanswered': ({ need }) => ({
    status: 422,
    title: 'This kind of visit has no phase for the need',
    detail: need,
    pointer: '/needs',
  }),
  'pool-of-nobody': ({ phase }) => ({
    status: 422,
    title: 'Nobody at the site has what a phase requires',
    detail: phase,
    pointer: '/visitTypeId',
  }),
  'overbooking-not-allowed': ({ roles }) => ({
    status: 403,
    title: 'Overbooking is not allowed to you here',
    detail: roles.length > 0 ? `this kind of visit allows it to: ${roles.join(', ')}` : 'this kind of visit allows it to nobody',
    pointer: '/overbook',
  }),
  'too-far-ahead': ({ last }) => ({ status: 422, title: 'Too far ahead', detail: `the last date is ${last}`, pointer: '/start' }),
  'appointment-id-used': ({ appointmentId, ...used }) => ({
    status: 409,
    title: 'This appointment id is in use',
    detail: `${appointmentId}${'date' in used ? `, on ${used.date} at ${used.siteId}` : ''}: take a new one`,
  }),
  'in-the-past': ({ from, now }) => ({
    status: 409,
    title: 'In the past',
    detail: `it would begin ${from}; it is ${now}`,
    pointer: '/start',
  }),
  'too-soon': ({ leadMinutes, earliest }) => ({
    status: 409,
    title: 'Not enough notice',
    detail: `this kind of visit needs ${leadMinutes} minutes of notice: ${earliest} at the earliest`,
    pointer: '/start',
  }),
  'beyond-horizon': ({ horizonDays, last }) => ({
    status: 409,
    title: 'Cannot be booked that far ahead',
    detail: `this kind of visit is booked at most ${horizonDays} days ahead: on ${last} at the latest`,
    pointer: '/start',
  }),
  'block-held': ({ blockId, use, releasedAt }) => ({
    status: 409,
    title: 'This time of the room is kept for somebody',
    detail: `${named(use)}; block ${blockId}, released ${releasedAt}`,
  }),
  'session-full': ({ sessionId, seats }) => ({
    status: 409,
    title: 'The group is full',
    detail: `${sessionId}: all ${seats} seats are taken`,
  }),
  'off-grid': ({ gridMinutes }) => ({
    status: 409,
    title: "Off the department's grid",
    detail: `visits begin every ${gridMinutes} minutes`,
    pointer: '/start',
  }),
  'outside-the-day': ({ date, from, to }) => ({
    status: 409,
    title: 'Reaches too far into another day',
    detail: `${from} to ${to}, and it is of ${date}: it may pass one midnight, and none when it is a group session`,
    pointer: '/start',
  }),
  'patient-elsewhere': ({ from, to }) => ({
    status: 409,
    title: 'The patient has another visit then',
    detail: `${from} to ${to}`,
    pointer: '/patientId',
  }),
  closed: ({ closureId, from, to }) => ({ status: 409, title: 'Closed', detail: `${closureId}: ${from} to ${to}` }),
  'resource-not-there': ({ use, there }) => ({
    status: 409,
    title: 'Not there for the whole time',
    detail: `${named(use)}; there ${there.map(({ from, to }) => `${from} to ${to}`).join(', ') || 'at no time of the day'}`,
  }),
  'capacity-exceeded': ({ use, capacity }) => ({
    status: 409,
    title: 'Already taken',
    detail: `${named(use)}; it serves ${capacity} at a time`,
  }),
  'pools-too-small': ({ phases }) => ({ status: 409, title: 'Too few resources for all phases at once', detail: phases.join(', ') }),
  'pools-too-entangled': ({ tried }) => ({ status: 422, title: 'Name fewer resources', detail: `${tried} combinations tried, none fits` }),
  'patient-deceased': ({ patientId }) => ({ status: 409, title: 'The patient has died', detail: patientId, pointer: '/patientId' }),
  'moved-away': ({ siteId, date }) => ({
    status: 409,
    title: 'It is on another day now',
    detail: `it was moved to ${date} at ${siteId}: read it again`,
  }),
  'commitment-pending': () => ({
    status: 409,
    title: 'It is being moved or cancelled right now',
    detail: 'together with others, on several days: ask again in a moment, with another Idempotency-Key',
  }),
  'commitment-over': ({ commitmentId }) => ({ status: 409, title: 'Given up in the meantime', detail: `${commitmentId}: ask anew` }),
  'on-two-dates': ({ dates }) => ({
    status: 409,
    title: 'It passes midnight by now',
    detail: `somebody has moved it; it is on ${dates.join(' and ')}: ask anew, with another Idempotency-Key`,
  }),
  'gap-broken': ({ first, then, minutes, leastMinutes, greatestMinutes }) => ({
    status: 409,
    title: 'Too near to a linked visit, or too far from it',
    detail: `${first} before ${then}: ${minutes} minutes, at least ${leastMinutes}${greatestMinutes === undefined ? '' : ` and at most ${greatestMinutes}`}`,
    pointer: '/start',
  }),
  'phase-unknown': ({ phase, phases }) => ({
    status: 422,
    title: 'No such phase',
    detail: `${phase}; there are ${phases.join(', ')}`,
    pointer: '/phase',
  }),
  'hold-not-yours': ({ appointmentId }) => ({ status: 403, title: 'Somebody else holds this', detail: appointmentId }),
  'hold-expired': ({ appointmentId }) => ({ status: 410, title: 'The hold has expired', detail: `${appointmentId}: hold or book anew` }),
  'held-too-long': ({ latest }) => ({ status: 422, title: 'Held too long', detail: `not beyond ${latest}`, pointer: '/minutes' }),
  'appointment-changed': ({ seen, changed }) => ({
    status: 412,
    title: 'The appointment has changed since you read it',
    detail: `You have seen revision ${seen}, it changed in ${changed}. Read it again and decide anew.`,
  }),
  'step-not-allowed': ({ step, status }) => ({
    status: 409,
    title: 'The appointment does not allow this step',
    detail: `${step}: the appointment is ${status}`,
  }),
  'in-the-future': ({ happenedAt, now }) => ({
    status: 422,
    title: 'It cannot have happened yet',
    detail: `${happenedAt}; it is ${now}`,
    pointer: '/happenedAt',
  }),
  'long-before-the-visit': ({ happenedAt, from }) => ({
    status: 422,
    title: 'Long before the visit',
    detail: `${happenedAt}; the visit is planned for ${from}`,
    pointer: '/happenedAt',
  }),
  'before-the-step-before': ({ happenedAt, earliest }) => ({
    status: 422,
    title: 'Before what came before it',
    detail: `${happenedAt}; the step before it was at ${earliest}`,
    pointer: '/happenedAt',
  }),
  'not-due-yet': ({ due, now }) => ({ status: 409, title: 'The patient may still come', detail: `not before ${due}; it is ${now}` }),
  'not-the-last-step': ({ step, last }) => ({
    status: 409,
    title: 'Not the last step',
    detail: last === undefined ? `${step}: there is no step to undo` : `${step}: the last step is ${last}`,
    pointer: '/step',
  }),
  'appointment-unknown': ({ appointmentId }) => ({ status: 404, title: 'No such appointment', detail: appointmentId }),
};
