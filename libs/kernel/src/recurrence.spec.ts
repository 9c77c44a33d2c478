import { recurrenceFaults } from './recurrence-grammar.js';
import { recurrenceDates, recursOn } from './recurrence.js';

const december = (rule: string, startDate = '2026-01-01') => recurrenceDates({ rule, startDate }, '2026-12-01', '2026-12-31');

describe('A recurrence of dates', () => {
  it.each([
    ['FREQ=WEEKLY;BYDAY=MO,WE', ['2026-12-02', '2026-12-07', '2026-12-09']],
    ['FREQ=MONTHLY;BYDAY=2TU', ['2026-12-08']],
    ['freq=Monthly;byday=2tu', ['2026-12-08']],
    ['FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1', ['2026-12-31']],
    ['FREQ=YEARLY;BYMONTH=12;BYMONTHDAY=25', ['2026-12-25']],
    ['FREQ=MONTHLY;BYMONTHDAY=-1', ['2026-12-31']],
    ['FREQ=YEARLY;BYWEEKNO=53;BYDAY=MO', ['2026-12-28']],
    ['FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30', []],
  ])('%s falls on %j', (rule, dates) => expect(december(rule).slice(0, 3)).toEqual(dates));
  it('counts from its start', () => {
    expect(december('FREQ=DAILY;INTERVAL=10', '2026-12-02')).toEqual(['2026-12-02', '2026-12-12', '2026-12-22']);
    expect(december('FREQ=DAILY;COUNT=2', '2026-12-02')).toEqual(['2026-12-02', '2026-12-03']);
    expect(december('FREQ=WEEKLY;INTERVAL=2;BYDAY=TU', '2026-12-01')).toEqual(['2026-12-01', '2026-12-15', '2026-12-29']);
  });
  it('ends with the date that it names', () =>
    expect(december('FREQ=DAILY;UNTIL=20261203')).toEqual(['2026-12-01', '2026-12-02', '2026-12-03']));
  it('may be endless, and is asked a month at a time, however far away', () =>
    expect(recursOn({ rule: 'FREQ=DAILY', startDate: '1950-01-01' }, '8999-12-31')).toBe(true));
  it('never recurs by a rule that is none', () =>
    expect(recursOn({ rule: 'FREQ=OFTEN', startDate: '2026-01-01' }, '2026-12-01')).toBe(false));
});

describe('What is no recurrence rule', () => {
  it.each([
    ['', 'FREQ'],
    ['every monday', 'every monday'],
    ['FREQ=FORTNIGHTLY', 'FREQ'],
    ['FREQ=HOURLY', 'FREQ'],
    ['FREQ=DAILY;FREQ=DAILY', 'FREQ'],
    ['FREQ=DAILY;INTERVAL=0', 'INTERVAL'],
    ['FREQ=DAILY;INTERVAL=1=2', 'INTERVAL'],
    ['FREQ=DAILY;COUNT=5001', 'COUNT'],
    ['FREQ=DAILY;COUNT=2;UNTIL=20261203', 'COUNT'],
    ['FREQ=DAILY;UNTIL=20260230', 'UNTIL'],
    ['FREQ=DAILY;UNTIL=20261203T000000Z', 'UNTIL'],
    ['FREQ=DAILY;BYHOUR=9', 'BYHOUR'],
    ['FREQ=WEEKLY;BYDAY=2MO', 'BYDAY'],
    ['FREQ=WEEKLY;BYDAY=MONDAY', 'BYDAY'],
    ['FREQ=YEARLY;BYWEEKNO=20;BYDAY=1MO', 'BYDAY'],
    ['FREQ=WEEKLY;BYMONTHDAY=1', 'BYMONTHDAY'],
    ['FREQ=MONTHLY;BYMONTHDAY=32', 'BYMONTHDAY'],
    ['FREQ=MONTHLY;BYYEARDAY=1', 'BYYEARDAY'],
    ['FREQ=MONTHLY;BYWEEKNO=1', 'BYWEEKNO'],
    ['FREQ=MONTHLY;BYSETPOS=1', 'BYSETPOS'],
    ['FREQ=DAILY;X-NOTE=1', 'X-NOTE'],
    ['FREQ=DAILY;constructor=1', 'constructor'],
    [`FREQ=DAILY;${'X'.repeat(500)}`, 'RRULE'],
  ])('%s: its part %s is named', (rule, part) => expect(recurrenceFaults(rule)[0]?.part).toBe(part));
  it('has nothing beside a semicolon', () => {
    expect(recurrenceFaults('FREQ=DAILY;')).toEqual([{ part: 'RRULE', rule: 'has nothing before, after or between semicolons' }]);
    expect(recurrenceFaults('')).toEqual([{ part: 'FREQ', rule: 'must be there' }]);
  });
  it('is told every fault', () => expect(recurrenceFaults('BYDAY=XX;COUNT=0').map(({ part }) => part)).toEqual(['BYDAY', 'COUNT', 'FREQ']));
  it('is not what RFC 5545 allows', () =>
    expect(['FREQ=DAILY', 'FREQ=MONTHLY;BYDAY=+1MO,-1FR;WKST=SU', 'FREQ=YEARLY;BYYEARDAY=-1;INTERVAL=2'].flatMap(recurrenceFaults)).toEqual(
      [],
    ));
});
