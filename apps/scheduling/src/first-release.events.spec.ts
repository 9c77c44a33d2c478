import { DayScheduleEvent } from './day-schedule/day-schedule.events.js';
import { ResourceEvent } from './resource/resource.events.js';
import { RosterEvent } from './roster/roster.events.js';
import { SiteEvent } from './site/site.events.js';
import { VisitTypeEvent } from './visit-type/visit-type.events.js';

const hours = [{ from: '2026-12-01T13:00:00Z', to: '2026-12-01T22:00:00Z' }];
const use = { phase: 'room', resourceId: 'or-3', load: 1, from: '2026-12-01T14:00:00Z', to: '2026-12-01T15:00:00Z' };
const visit = {
  ...{ appointmentId: '0192a5c0-0000-7000-8000-000000000001', patientId: '0192a5c0-0000-7000-8000-000000000002' },
  ...{ siteId: 'north', departmentId: 'surgery', visitTypeId: 'hip', date: '2026-12-01', zone: 'America/New_York' },
};
const held = { resourceId: 'or-3', date: '2026-12-01', siteId: 'north', serial: 1, hours, planRevision: 2 };

/** As the first release wrote them: they are read for ever. */
const written = [
  [SiteEvent, 'SiteDefined', { siteId: 'north', name: 'North', zone: 'America/New_York' }],
  [SiteEvent, 'DepartmentDefined', { siteId: 'north', departmentId: 'surgery', name: 'Surgery', gridMinutes: 15 }],
  [ResourceEvent, 'ResourceDefined', { resourceId: 'or-3', kind: 'room', name: 'OR 3', capacity: 1 }],
  [
    ResourceEvent,
    'ResourceHoursSet',
    {
      ...{ resourceId: 'or-3', siteId: 'north', zone: 'America/New_York' },
      availableTime: [{ daysOfWeek: ['mon', 'fri'], availableStartTime: '08:00', availableEndTime: '24:00' }],
    },
  ],
  [
    VisitTypeEvent,
    'VisitTypeDefined',
    {
      ...{ siteId: 'north', visitTypeId: 'hip', departmentId: 'surgery', name: 'Hip', durationMinutes: 60 },
      phases: [{ name: 'room', offsetMinutes: -15, durationMinutes: 90, load: 1, anyOf: ['or-3', 'or-5'] }],
    },
  ],
  [RosterEvent, 'HoursAllotted', { ...held, capacity: 1 }],
  [RosterEvent, 'HoursTakenBack', held],
  [DayScheduleEvent, 'HoursGranted', { resourceId: 'or-3', serial: 1, capacity: 1, hours }],
  [DayScheduleEvent, 'HoursReturned', { resourceId: 'or-3', serial: 1, capacity: 1, hours }],
  [DayScheduleEvent, 'AppointmentBooked', { ...visit, from: use.from, to: use.to, uses: [use] }],
] as const;

describe('Events of the first release', () => {
  it.each(written)('are read as they were written (%#)', (schema, type, data) =>
    expect(schema.parse({ type, data })).toEqual({ type, data }),
  );
});
