import { Map, Set } from 'immutable';
import { initial, type CatalogueState } from '../catalogue/catalogue.state.js';
import type { DefinedResource } from '../resource/resource.state.js';
import { calendarDay, datesShown } from './resource-calendar.js';

const always = {
  availableTime: [{ daysOfWeek: ['sat' as const, 'sun' as const], availableStartTime: '00:00', availableEndTime: '24:00' }],
};
const resource: DefinedResource = {
  ...{ status: 'defined', resourceId: 'or-3', kind: 'room', name: 'OR 3', capacity: 1, zone: 'Europe/Berlin' },
  ...{ hours: Map({ north: always }), leave: Map(), outages: Map() },
};
const site = { status: 'defined' as const, siteId: 'north', name: 'North', zone: 'Europe/Berlin', departments: Map<string, never>() };
const known = (changes: Partial<CatalogueState> = {}): CatalogueState => ({
  ...initial,
  sites: Map({ north: { ...site, holidays: Map<string, string>() } }),
  ...changes,
});

describe('The dates of a calendar', () => {
  it('are one, or the week from Monday to Sunday', () => {
    expect(datesShown('2026-12-02', 'day')).toEqual(['2026-12-02']);
    const week = ['2026-11-30', '2026-12-01', '2026-12-02', '2026-12-03', '2026-12-04', '2026-12-05', '2026-12-06'];
    expect(Set(['2026-11-30', '2026-12-02', '2026-12-06'].map((date) => datesShown(date, 'week').join(' '))).toArray()).toEqual([
      week.join(' '),
    ]);
  });
});

describe('A day of a resource', () => {
  const from = (at: string, to: string) => ({ from: `2026-10-${at}Z`, to: `2026-10-${to}Z` });

  it('has as many hours as the clocks give it', () => {
    const minutes = (date: string) => {
      const { hours, from: begins, to: ends } = calendarDay(known(), resource, date);
      expect(hours).toEqual([{ siteId: 'north', from: begins, to: ends }]);
      return (Date.parse(ends) - Date.parse(begins)) / 3_600_000;
    };
    expect(['2026-10-24', '2026-10-25', '2027-03-28'].map(minutes)).toEqual([24, 25, 23]);
  });

  it('shows leave and time out of service, which take its hours, and closures, which do not', () => {
    const leave = { resourceId: 'or-3', leaveId: 'paint', ...from('24T08:00:00', '24T10:00:00'), reason: 'maintenance' as const };
    const outage = {
      resourceId: 'or-3',
      kind: 'room' as const,
      outageId: 'leak',
      from: '2026-10-24T20:00:00Z',
      reason: 'failure' as const,
    };
    const closure = (changes: object) => ({
      status: 'declared' as const,
      facts: { closureId: 'c', siteId: 'north', ...from('24T12:00:00', '24T13:00:00'), reason: 'other' as const, ...changes },
    });
    const closures = Map({
      a: closure({ closureId: 'all' }),
      b: closure({ closureId: 'this', resourceId: 'or-3' }),
      c: closure({ closureId: 'another', resourceId: 'or-5' }),
      d: closure({ closureId: 'department', departmentId: 'surgery' }),
      e: closure({ closureId: 'elsewhere', siteId: 'south' }),
      f: { ...closure({ closureId: 'lifted' }), status: 'lifted' as const },
    });
    const day = calendarDay(
      known({ closures }),
      { ...resource, leave: Map({ paint: leave }), outages: Map({ leak: outage }) },
      '2026-10-24',
    );
    expect(day.away.map(({ kind, id }) => [kind, id])).toEqual([
      ['leave', 'paint'],
      ['out-of-service', 'leak'],
    ]);
    expect(day.hours.map(({ from: begins, to: ends }) => [begins, ends])).toEqual([
      ['2026-10-23T22:00:00Z', '2026-10-24T08:00:00Z'],
      ['2026-10-24T10:00:00Z', '2026-10-24T20:00:00Z'],
    ]);
    expect(day.closures.map(({ closureId }) => closureId)).toEqual(['all', 'this']);
  });

  it('shows the blocks that fall on it', () => {
    const block = {
      ...{ status: 'defined' as const, siteId: 'north', blockId: 'saturdays', resourceId: 'or-3', holders: ['dr-li'] },
      ...{ rule: 'FREQ=WEEKLY;BYDAY=SA', startDate: '2026-10-01', startTime: '08:00', endTime: '12:00', releaseDays: 3 },
    };
    const blocks = Map({ a: block, b: { ...block, blockId: 'other', resourceId: 'or-5' } });
    expect(calendarDay(known({ blocks }), resource, '2026-10-24').blocks).toEqual([
      {
        siteId: 'north',
        blockId: 'saturdays',
        from: '2026-10-24T06:00:00Z',
        to: '2026-10-24T10:00:00Z',
        releasedAt: '2026-10-20T22:00:00Z',
      },
    ]);
    expect(calendarDay(known({ blocks }), resource, '2026-10-25').blocks).toEqual([]);
  });
});
