import { expanded, isLeftOpen, type Instead } from './occurrences.js';
import { datesOfPattern } from './pattern.js';
import type { Pattern } from './series.events.js';

const dates = { today: '2026-11-24', last: '2028-11-24' };
const zone = 'America/New_York';
const pattern = (rule: string, more: Partial<Pattern> = {}): Pattern => ({ rule, startDate: '2026-12-01', startTime: '09:00', ...more });
const datesOf = (rule: string, more?: Partial<Pattern>) => datesOfPattern(pattern(rule, more), zone, dates);
const visitsOf = (wanted: Pattern, instead: readonly Instead[] = [], place = zone) => {
  const found = expanded(wanted, instead, place, dates);
  return 'objections' in found ? found.objections : found.occurrences;
};

describe('The dates of a series', () => {
  it('are weekly physiotherapy, daily dialysis on weekdays, the last Friday of the month', () => {
    expect(datesOf('FREQ=WEEKLY;BYDAY=TU;COUNT=3')).toEqual(['2026-12-01', '2026-12-08', '2026-12-15']);
    expect(datesOf('FREQ=DAILY;BYDAY=MO,TU,WE,TH,FR;COUNT=5')).toEqual([
      '2026-12-01',
      '2026-12-02',
      '2026-12-03',
      '2026-12-04',
      '2026-12-07',
    ]);
    expect(datesOf('FREQ=MONTHLY;BYDAY=-1FR;UNTIL=20270301')).toEqual(['2026-12-25', '2027-01-29', '2027-02-26']);
  });
  it('count from the start date, which need not be one of them', () =>
    expect(datesOf('FREQ=WEEKLY;BYDAY=MO;COUNT=1')).toEqual(['2026-12-07']));
  it('are without exceptions and with additions, each once', () =>
    expect(datesOf('FREQ=WEEKLY;BYDAY=TU;COUNT=3', { exceptOn: ['2026-12-08'], alsoOn: ['2026-12-10', '2026-12-15'] })).toEqual([
      '2026-12-01',
      '2026-12-10',
      '2026-12-15',
    ]));
  it('end with an instant on the wall clock of the site', () => {
    // 14:00 UTC is 09:00 in New York
    expect(datesOf('FREQ=DAILY;UNTIL=20261202T140000Z')).toEqual(['2026-12-01', '2026-12-02']);
    expect(datesOf('FREQ=DAILY;UNTIL=20261202T135959Z')).toEqual(['2026-12-01']);
  });
  it('are those of a rule in letters of either case', () => {
    expect(datesOf('freq=weekly;byday=tu;count=2')).toEqual(['2026-12-01', '2026-12-08']);
    expect(datesOf('Freq=Daily;Until=20261202t135959z')).toEqual(['2026-12-01']);
  });
  it.each([
    ['FREQ=DAILY', {}, { code: 'series-endless' }],
    ['FREQ=DAILY;EVERY=2;COUNT=2', {}, { code: 'recurrence-invalid', part: 'EVERY', rule: 'is no part of a recurrence rule' }],
    [
      'FREQ=DAILY;UNTIL=20261301T140000Z',
      {},
      { code: 'recurrence-invalid', part: 'UNTIL', rule: 'is a date of the calendar, like 20261231' },
    ],
    ['FREQ=DAILY;COUNT=3', { startDate: '2026-11-23' }, { code: 'series-in-the-past', today: '2026-11-24' }],
    ['FREQ=DAILY;COUNT=3', { startDate: '2028-11-25' }, { code: 'series-too-far-ahead', field: 'startDate', last: '2028-11-24' }],
    ['FREQ=YEARLY;COUNT=4', {}, { code: 'series-too-far-ahead', field: 'rule', last: '2028-11-24' }],
    ['FREQ=YEARLY;UNTIL=20290101', {}, { code: 'series-too-far-ahead', field: 'rule', last: '2028-11-24' }],
    ['FREQ=DAILY;COUNT=2', { alsoOn: ['2029-01-01'] }, { code: 'series-too-far-ahead', field: 'alsoOn', last: '2028-11-24' }],
    ['FREQ=DAILY;COUNT=367', {}, { code: 'series-too-long', most: 366 }],
    ['FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30;COUNT=5', {}, { code: 'series-empty', startDate: '2026-12-01', last: '2028-11-24' }],
    ['FREQ=DAILY;COUNT=1', { exceptOn: ['2026-12-01'] }, { code: 'series-empty', startDate: '2026-12-01', last: '2028-11-24' }],
    [
      'FREQ=WEEKLY;BYDAY=TU;COUNT=3',
      { exceptOn: ['2026-12-09'] },
      { code: 'exception-of-no-occurrence', field: 'exceptOn', date: '2026-12-09' },
    ],
  ])('are none of %s with %j', (rule, more, objection) => expect(datesOf(rule, more)).toEqual([objection]));
  it('may be as many as a year of days', () => expect(datesOf('FREQ=DAILY;COUNT=366')).toHaveLength(366));
});

describe('A visit of a series', () => {
  it('begins at the same time on the wall, before and after the clocks change', () =>
    expect(
      visitsOf(pattern('FREQ=DAILY;COUNT=3', { startDate: '2027-03-13' })).map((visit) => !isLeftOpen(visit as never) && visit),
    ).toEqual([
      { date: '2027-03-13', start: '2027-03-13T14:00:00Z' },
      { date: '2027-03-14', start: '2027-03-14T13:00:00Z' },
      { date: '2027-03-15', start: '2027-03-15T13:00:00Z' },
    ]));
  it('has no time where the clocks leave it out, and two where they repeat it', () => {
    const early = pattern('FREQ=DAILY;COUNT=2', { startDate: '2027-03-13', startTime: '02:30' });
    expect(visitsOf(early)).toEqual([
      { date: '2027-03-13', start: '2027-03-13T07:30:00Z' },
      { code: 'local-time-does-not-exist', date: '2027-03-14', local: '2027-03-14T02:30', zone },
    ]);
    expect(visitsOf({ ...early, startDate: '2027-11-07', rule: 'FREQ=DAILY;COUNT=1', startTime: '01:30' })).toEqual([
      { code: 'local-time-exists-twice', date: '2027-11-07', local: '2027-11-07T01:30', zone },
    ]);
  });
  it('has no time in the half hour that Lord Howe Island leaves out', () =>
    expect(
      visitsOf(pattern('FREQ=DAILY;COUNT=1', { startDate: '2027-10-03', startTime: '02:15' }), [], 'Australia/Lord_Howe'),
    ).toMatchObject([{ code: 'local-time-does-not-exist', date: '2027-10-03' }]));
  it('takes place at another time where somebody says so, or with the offset that is meant', () => {
    const early = pattern('FREQ=DAILY;COUNT=2', { startDate: '2027-11-06', startTime: '01:30' });
    const instead = [{ date: '2027-11-07', start: '2027-11-07T01:30:00-05:00' }];
    expect(visitsOf(early, instead)).toMatchObject([{ date: '2027-11-06' }, { date: '2027-11-07', start: '2027-11-07T06:30:00Z' }]);
  });
  it('takes no other time on a date that is none of the rule', () =>
    expect(visitsOf(pattern('FREQ=WEEKLY;BYDAY=TU;COUNT=2'), [{ date: '2026-12-02', start: '2026-12-02T10:00' }])).toEqual([
      { code: 'exception-of-no-occurrence', field: 'instead', date: '2026-12-02' },
    ]));
  it('is on the date of the place, thirteen hours ahead', () =>
    expect(visitsOf(pattern('FREQ=DAILY;COUNT=1', { startTime: '08:00' }), [], 'Pacific/Tongatapu')).toEqual([
      { date: '2026-12-01', start: '2026-11-30T19:00:00Z' },
    ]));
});
