import type { DayOfWeek } from '@liaison/kernel';
import { given } from '@liaison/testing';
import { resource } from '../resource.decider.js';
import type { AvailableTime, ResourceEvent } from '../resource.events.js';
import type { SetResourceHours } from './set-resource-hours.js';

const wu: ResourceEvent = { type: 'ResourceDefined', data: { resourceId: 'dr-wu', kind: 'practitioner', name: 'Dr Wu', capacity: 1 } };
const time = (daysOfWeek: DayOfWeek[], availableStartTime: string, availableEndTime: string): AvailableTime => ({
  daysOfWeek,
  availableStartTime,
  availableEndTime,
});
const data = (siteId: string, availableTime: AvailableTime[], zone = 'America/New_York') => ({
  resourceId: 'dr-wu',
  siteId,
  zone,
  availableTime,
});
const hoursSet = (...facts: Parameters<typeof data>): ResourceEvent => ({ type: 'ResourceHoursSet', data: data(...facts) });
const setHours = (...facts: Parameters<typeof data>): SetResourceHours => ({ type: 'SetResourceHours', data: data(...facts) });

describe('Setting the hours of a resource', () => {
  const office = [time(['mon', 'tue'], '08:00', '12:00'), time(['mon', 'tue'], '12:00', '24:00')];

  it('records them for a site, also when one part begins as another ends', () =>
    given(resource, wu).when(setHours('north', office)).then(hoursSet('north', office)));
  it('changes nothing when the same is said again', () =>
    given(resource, wu, hoursSet('north', office)).when(setHours('north', office)).thenNothing());
  it('takes all of them away', () =>
    given(resource, wu, hoursSet('north', office)).when(setHours('north', [])).then(hoursSet('north', [])));
  it('has nothing to take away where there never were any', () => given(resource, wu).when(setHours('north', [])).thenNothing());
  it('refuses hours of nobody', () =>
    given(resource).when(setHours('north', office)).thenRefused({ code: 'resource-unknown', resourceId: 'dr-wu' }));
  it('refuses hours without a length, and a night in one piece', () =>
    given(resource, wu)
      .when(setHours('north', [time(['mon'], '09:00', '09:00'), time(['tue'], '22:00', '06:00')]))
      .thenRefused(
        { code: 'hours-empty-interval', availableStartTime: '09:00', availableEndTime: '09:00' },
        { code: 'hours-empty-interval', availableStartTime: '22:00', availableEndTime: '06:00' },
      ));
  it('refuses hours of one weekday that overlap, naming day and times', () =>
    given(resource, wu)
      .when(setHours('north', [time(['mon', 'wed'], '08:00', '12:00'), time(['wed', 'fri'], '11:00', '15:00')]))
      .thenRefused({ code: 'hours-overlap', day: 'wed', times: ['08:00–12:00', '11:00–15:00'] }));
  it('refuses a weekday that is named twice', () =>
    given(resource, wu)
      .when(setHours('north', [time(['mon', 'mon'], '08:00', '12:00')]))
      .thenRefused({ code: 'hours-overlap', day: 'mon', times: ['08:00–12:00', '08:00–12:00'] }));
  it('refuses to have somebody at two sites at once', () =>
    given(resource, wu, hoursSet('north', office))
      .when(setHours('south', [time(['tue', 'wed'], '11:30', '13:00')]))
      .thenRefused(
        { code: 'hours-at-two-sites', day: 'tue', times: '11:30–13:00', siteId: 'north', otherTimes: '08:00–12:00' },
        { code: 'hours-at-two-sites', day: 'tue', times: '11:30–13:00', siteId: 'north', otherTimes: '12:00–24:00' },
      ));
  it('lets somebody go to another site once the first has given up its hours', () =>
    given(resource, wu, hoursSet('north', office), hoursSet('north', [])).when(setHours('south', office)).then(hoursSet('south', office)));
  it('keeps a resource in the time zone of its first site', () =>
    given(resource, wu, hoursSet('north', office))
      .when(setHours('berlin', [time(['sun'], '08:00', '12:00')], 'Europe/Berlin'))
      .thenRefused({ code: 'resource-in-another-zone', resourceId: 'dr-wu', zone: 'America/New_York', siteZone: 'Europe/Berlin' }));
});
