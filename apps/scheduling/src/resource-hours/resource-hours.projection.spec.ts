import { at, booked, date, there, use } from '../day-schedule/day-schedule.examples.js';
import { changesOfDay } from '../testing/changes-of-day.js';
import { resourceHours, type ResourceHoursRow } from './resource-hours.projection.js';

const changes = changesOfDay<ResourceHoursRow>(resourceHours, { stream: `scheduling.daySchedule-north-side/${date}` });
const day = { siteId: 'north-side', date: '2026-12-01', resourceId: 'or-3' };

describe('The hours of resources', () => {
  it('are, once given, all that the day has', () =>
    expect(changes(there('or-3', 2, [at('08:00', '12:00'), at('13:00', '16:00')]))).toEqual([
      { remove: day },
      { put: { ...day, kind: 'granted', ...at('08:00', '12:00'), capacity: 2 } },
      { put: { ...day, kind: 'granted', ...at('13:00', '16:00'), capacity: 2 } },
    ]));
  it('are less by what the day gave back', () =>
    expect(changes({ type: 'HoursReturned', data: { resourceId: 'or-3', serial: 1, capacity: 2, hours: [at('08:00', '09:00')] } })).toEqual(
      [{ put: { ...day, kind: 'returned', ...at('08:00', '09:00'), capacity: 2 } }],
    ));
  it('are none where none were given', () => expect(changes(there('or-3', 1, []))).toEqual([{ remove: day }]));
  it('do not change with visits', () => expect(changes(booked('first', 'ann', [use('or-3', '09:00', '10:00')]))).toEqual([]));
});
