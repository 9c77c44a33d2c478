import type { DayOfWeek } from '@liaison/kernel';
import { given } from '@liaison/testing';
import { resource } from '../resource.decider.js';
import type { AvailableTime, RecurringHours, ResourceEvent } from '../resource.events.js';
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
const setHours = (...facts: Parameters<typeof data>): SetResourceHours => ({
  type: 'SetResourceHours',
  data: data(...facts),
  today: '2026-11-24',
});

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
  it('refuses hours without a length', () =>
    given(resource, wu)
      .when(setHours('north', [time(['mon'], '09:00', '09:00')]))
      .thenRefused({ code: 'hours-empty-interval', availableStartTime: '09:00', availableEndTime: '09:00' }));
  it('takes a night in one piece, also the one before the first weekday', () =>
    [time(['mon', 'tue'], '19:00', '07:00'), time(['sun'], '20:00', '00:00')].forEach((night) =>
      given(resource, wu)
        .when(setHours('north', [night]))
        .then(hoursSet('north', [night])),
    ));
  it('refuses hours that overlap what goes on of the night before', () =>
    given(resource, wu)
      .when(setHours('north', [time(['sun'], '19:00', '07:00'), time(['mon'], '06:00', '12:00')]))
      .thenRefused({ code: 'hours-overlap', day: 'mon', times: ['00:00–07:00', '06:00–12:00'] }));
  it('refuses to have somebody at two sites in one night', () =>
    given(resource, wu, hoursSet('north', [time(['mon'], '19:00', '07:00')]))
      .when(setHours('south', [time(['tue'], '00:00', '02:00')]))
      .thenRefused({ code: 'hours-at-two-sites', day: 'tue', times: '00:00–02:00', siteId: 'north', otherTimes: '00:00–07:00' }));
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
  describe('by rules', () => {
    const clinic = (changes: Partial<RecurringHours> = {}): RecurringHours => ({
      ...{ rule: 'FREQ=MONTHLY;BYDAY=1TU', startDate: '2026-01-01', startTime: '08:00', endTime: '12:00' },
      ...changes,
    });
    const byRule = (siteId: string, ...recurring: RecurringHours[]) => ({ ...data(siteId, []), recurring });
    const set = (siteId: string, ...recurring: RecurringHours[]): SetResourceHours => ({
      ...{ type: 'SetResourceHours', data: byRule(siteId, ...recurring), today: '2026-11-24' },
    });
    const known = (siteId: string, ...recurring: RecurringHours[]): ResourceEvent => ({
      ...{ type: 'ResourceHoursSet', data: byRule(siteId, ...recurring) },
    });

    it('records them', () => given(resource, wu).when(set('north', clinic())).then(known('north', clinic())));
    it('changes nothing when the same is said again', () =>
      given(resource, wu, known('north', clinic())).when(set('north', clinic())).thenNothing());
    it('refuses what RFC 5545 does not know, naming the entry, the part and the rule that it breaks', () =>
      given(resource, wu)
        .when(set('north', clinic(), clinic({ rule: 'FREQ=WEEKLY;BYMONTHDAY=1' })))
        .thenRefused({ code: 'recurrence-invalid', index: 1, part: 'BYMONTHDAY', rule: 'does not stand beside FREQ=WEEKLY' }));
    it('refuses hours without a length', () =>
      given(resource, wu)
        .when(set('north', clinic({ endTime: '08:00' })))
        .thenRefused({ code: 'hours-empty-interval', availableStartTime: '08:00', availableEndTime: '08:00' }));
    it('refuses to have somebody at two sites on one date, and names the first', () =>
      given(resource, wu, hoursSet('north', [time(['tue'], '11:00', '15:00')]))
        .when(set('south', clinic()))
        .thenRefused({
          code: 'recurring-hours-at-two-sites',
          date: '2026-12-01',
          siteId: 'north',
          times: '2026-12-01T16:00:00Z–2026-12-01T20:00:00Z',
        }));
    it('lets somebody be at two sites on dates that exclude each other', () => {
      const even = clinic({ rule: 'FREQ=WEEKLY;INTERVAL=2;BYDAY=TU', startDate: '2026-12-01' });
      const odd = clinic({ rule: 'FREQ=WEEKLY;INTERVAL=2;BYDAY=TU', startDate: '2026-12-08' });
      given(resource, wu, known('north', even)).when(set('south', odd)).then(known('south', odd));
    });
  });
  it('keeps a resource in the time zone of its first site', () =>
    given(resource, wu, hoursSet('north', office))
      .when(setHours('berlin', [time(['sun'], '08:00', '12:00')], 'Europe/Berlin'))
      .thenRefused({ code: 'resource-in-another-zone', resourceId: 'dr-wu', zone: 'America/New_York', siteZone: 'Europe/Berlin' }));
});
