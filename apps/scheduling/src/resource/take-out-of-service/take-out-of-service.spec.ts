import { given } from '@liaison/testing';
import { rosteredHours } from '../planned-hours.js';
import { resource } from '../resource.decider.js';
import type { ResourceEvent } from '../resource.events.js';
import { initial, evolve } from '../resource.state.js';
import type { TakeOutOfService } from './take-out-of-service.js';

const defined = (kind: 'equipment' | 'practitioner'): ResourceEvent => ({
  type: 'ResourceDefined',
  data: { resourceId: 'c-arm', kind, name: 'C-arm', capacity: 1 },
});
const device = defined('equipment');
const facts = { resourceId: 'c-arm', outageId: 'tube', from: '2026-12-01T10:00:00Z', reason: 'failure' as const };
const takeOut = (changes: Partial<TakeOutOfService['data']> = {}): TakeOutOfService => ({
  type: 'TakeOutOfService',
  data: { ...facts, ...changes },
});
const out = (changes: Partial<TakeOutOfService['data']> = {}): ResourceEvent => ({
  type: 'ResourceTakenOutOfService',
  data: { ...facts, kind: 'equipment', ...changes },
});
const giveBack = (returnedAt: string, now = '2026-12-01T12:00:00Z') =>
  ({ type: 'ReturnToService', data: { resourceId: 'c-arm', outageId: 'tube', returnedAt, now } }) as const;
const back = (returnedAt: string): ResourceEvent => ({
  type: 'ResourceReturnedToService',
  data: { resourceId: 'c-arm', kind: 'equipment', outageId: 'tube', from: facts.from, returnedAt },
});

describe('Taking a device out of service', () => {
  it('records since when and why, and may leave open until when', () => {
    given(resource, device).when(takeOut()).then(out());
    given(resource, device)
      .when(takeOut({ to: '2026-12-03T10:00:00Z' }))
      .then(out({ to: '2026-12-03T10:00:00Z' }));
  });
  it('changes nothing when the same is said again', () => given(resource, device, out()).when(takeOut()).thenNothing());
  it('is not said anew of an outage that stands or is over', () => {
    given(resource, device, out())
      .when(takeOut({ reason: 'recall' }))
      .thenRefused({ code: 'outage-differs', outageId: 'tube' });
    given(resource, device, out(), back('2026-12-01T11:00:00Z'))
      .when(takeOut())
      .thenRefused({ code: 'outage-over', outageId: 'tube', returnedAt: '2026-12-01T11:00:00Z' });
  });
  it('is for rooms and devices: people take leave', () =>
    given(resource, defined('practitioner')).when(takeOut()).thenRefused({ code: 'out-of-service-is-for-things', resourceId: 'c-arm' }));
  it('lasts a year at most where its end is known', () =>
    given(resource, device)
      .when(takeOut({ to: '2028-12-01T10:00:00Z' }))
      .thenRefused({ code: 'outage-too-long', days: 731, longest: 366 }));
  it('is for something that is known', () =>
    given(resource).when(takeOut()).thenRefused({ code: 'resource-unknown', resourceId: 'c-arm' }));
});

describe('Returning it to service', () => {
  it('records when, once', () => {
    given(resource, device, out()).when(giveBack('2026-12-01T11:00:00Z')).then(back('2026-12-01T11:00:00Z'));
    given(resource, device, out(), back('2026-12-01T11:00:00Z')).when(giveBack('2026-12-01T11:30:00Z')).thenNothing();
  });
  it('has nothing to say of one that has ended by itself', () =>
    given(resource, device, out({ to: '2026-12-01T11:00:00Z' }))
      .when(giveBack('2026-12-01T11:30:00Z'))
      .thenNothing());
  it('has happened, of an outage that is known', () => {
    given(resource, device, out())
      .when(giveBack('2026-12-01T13:00:00Z'))
      .thenRefused({ code: 'returned-in-the-future', returnedAt: '2026-12-01T13:00:00Z', now: '2026-12-01T12:00:00Z' });
    given(resource, device).when(giveBack('2026-12-01T11:00:00Z')).thenRefused({ code: 'outage-unknown', outageId: 'tube' });
    given(resource).when(giveBack('2026-12-01T11:00:00Z')).thenRefused({ code: 'resource-unknown', resourceId: 'c-arm' });
  });
});

describe('The hours of a device', () => {
  const site = { siteId: 'north', zone: 'Europe/London', holidays: new Set<string>() };
  const set: ResourceEvent = {
    type: 'ResourceHoursSet',
    data: {
      ...{ resourceId: 'c-arm', siteId: 'north', zone: 'Europe/London' },
      availableTime: [{ daysOfWeek: ['tue', 'wed'], availableStartTime: '08:00', availableEndTime: '16:00' }],
    },
  };
  const hoursAfter = (date: string, ...events: readonly ResourceEvent[]) => {
    const state = [device, set, ...events].reduce(evolve, initial);
    return state.status === 'defined' ? rosteredHours(state, site, date) : [];
  };
  const on = (date: string, from: string, to: string) => ({ from: `${date}T${from}:00Z`, to: `${date}T${to}:00Z` });

  it('end where it goes out of service, for as long as nobody knows better', () => {
    expect(hoursAfter('2026-12-01', out())).toEqual([on('2026-12-01', '08:00', '10:00')]);
    expect(hoursAfter('2028-12-05', out())).toEqual([]);
  });
  it('begin again where it is returned, and what was lost stays lost', () => {
    expect(hoursAfter('2026-12-01', out(), back('2026-12-01T11:00:00Z'))).toEqual([
      on('2026-12-01', '08:00', '10:00'),
      on('2026-12-01', '11:00', '16:00'),
    ]);
    expect(hoursAfter('2026-12-02', out(), back('2026-12-01T11:00:00Z'))).toEqual([on('2026-12-02', '08:00', '16:00')]);
  });
  it('are as before where it was returned before it was to go out', () =>
    expect(hoursAfter('2026-12-01', out(), back('2026-12-01T09:00:00Z'))).toEqual([on('2026-12-01', '08:00', '16:00')]));
  it('are taken by all of its outages', () =>
    expect(hoursAfter('2026-12-01', out({ to: '2026-12-01T11:00:00Z' }), out({ outageId: 'lens', from: '2026-12-01T12:00:00Z' }))).toEqual([
      on('2026-12-01', '08:00', '10:00'),
      on('2026-12-01', '11:00', '12:00'),
    ]));
});
