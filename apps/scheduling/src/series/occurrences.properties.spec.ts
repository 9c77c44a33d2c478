import { addDays, localDateOf, onTheWall, recurrenceDates } from '@liaison/kernel';
import fc from 'fast-check';
import ICAL from 'ical.js';
import { expanded, isLeftOpen } from './occurrences.js';
import type { Pattern } from './series.events.js';

const zones = ['America/New_York', 'Europe/Berlin', 'Australia/Lord_Howe', 'Pacific/Tongatapu', 'Pacific/Kiritimati'] as const;
const weekday = fc.constantFrom('MO', 'TU', 'WE', 'TH', 'FR', 'SA', 'SU');
const list = (one: fc.Arbitrary<string | number>, maxLength = 3) =>
  fc.uniqueArray(one, { minLength: 1, maxLength }).map((values) => values.join(','));
const nth = fc.tuple(fc.constantFrom(1, 2, 4, -1, -2), weekday).map(([n, day]) => `${n}${day}`);
const monthDay = fc.oneof(fc.integer({ min: 1, max: 31 }), fc.integer({ min: -5, max: -1 }));

/** The parts of a rule, without its end. */
const parts = fc.oneof(
  fc.record({ FREQ: fc.constant('DAILY'), INTERVAL: fc.integer({ min: 1, max: 9 }) }),
  fc.record({ FREQ: fc.constant('DAILY'), BYDAY: list(weekday, 5) }),
  fc.record({
    FREQ: fc.constant('WEEKLY'),
    INTERVAL: fc.integer({ min: 1, max: 4 }),
    BYDAY: list(weekday),
    WKST: fc.constantFrom('MO', 'SU'),
  }),
  fc.record({ FREQ: fc.constant('MONTHLY'), BYDAY: list(nth, 2) }),
  fc.record({ FREQ: fc.constant('MONTHLY'), INTERVAL: fc.integer({ min: 1, max: 3 }), BYMONTHDAY: list(monthDay) }),
  fc.record({
    FREQ: fc.constant('YEARLY'),
    BYMONTH: list(fc.integer({ min: 1, max: 12 })),
    BYMONTHDAY: list(fc.integer({ min: 1, max: 28 })),
  }),
);
const startDate = fc.integer({ min: 0, max: 364 }).map((days) => addDays('2027-01-01', days));
const time = fc
  .tuple(fc.integer({ min: 0, max: 23 }), fc.constantFrom('00', '15', '30'))
  .map(([hour, minute]) => `${String(hour).padStart(2, '0')}:${minute}`);
const bookable = { today: '2027-01-01', last: '2028-12-31' };

const textOf = (rule: object): string =>
  Object.entries(rule)
    .map(([part, value]) => `${part}=${value}`)
    .join(';');

/** A start that is none of the rule's own dates is left undefined by RFC 5545: here it is where the rule counts from, for others a date more. */
const onTheRule = (pattern: Pattern): Pattern => {
  const [first] = recurrenceDates(pattern, pattern.startDate, bookable.last);
  return { ...pattern, startDate: first ?? pattern.startDate };
};

/** What iCalendar software of others reads from the same rule, start and end. */
const datesByOthers = ({ rule, startDate: start, startTime }: Pattern): readonly string[] => {
  const iterator = ICAL.Recur.fromString(rule).iterator(ICAL.Time.fromDateTimeString(`${start}T${startTime}:00`));
  const dates: string[] = [];
  for (let next = iterator.next(); next && next.year < 2029; next = iterator.next()) dates.push(next.toString().slice(0, 10));
  return dates;
};

describe('The visits of a series', () => {
  it('fall on the dates that other iCalendar software finds, at the same time on the wall, whatever the clocks do', () =>
    fc.assert(
      fc.property(
        parts,
        startDate,
        time,
        fc.integer({ min: 1, max: 60 }),
        fc.constantFrom(...zones),
        (rule, start, startTime, count, zone) => {
          const pattern = onTheRule({ rule: `${textOf(rule)};COUNT=${count}`, startDate: start, startTime });
          const others = datesByOthers(pattern);
          const found = expanded(pattern, [], zone, bookable);
          if ('objections' in found) return expect(others.length).toBeLessThan(count);
          expect(found.occurrences.map(({ date }) => date)).toEqual(others);
          for (const visit of found.occurrences)
            if (!isLeftOpen(visit)) expect(onTheWall(visit.start, zone).slice(0, 16)).toBe(`${visit.date}T${startTime}`);
        },
      ),
      { numRuns: 400 },
    ));
  it('end with the instant that RFC 5545 gives in UTC, as with its date', () =>
    fc.assert(
      fc.property(
        parts,
        startDate,
        time,
        fc.integer({ min: 0, max: 500 * 24 * 60 }),
        fc.constantFrom(...zones),
        (rule, start, startTime, after, zone) => {
          const until = new Date(Date.parse(`${start}T00:00:00Z`) + after * 60_000).toISOString().slice(0, 19);
          const pattern = { rule: `${textOf(rule)};UNTIL=${until.replaceAll(/[-:]/g, '')}Z`, startDate: start, startTime };
          const later = { ...pattern, rule: `${textOf(rule)};UNTIL=${addDays(until.slice(0, 10), 2).replaceAll('-', '')}` };
          const all = expanded(later, [], zone, { ...bookable, last: '2029-12-31' });
          const found = expanded(pattern, [], zone, bookable);
          if ('objections' in all || all.occurrences.some(isLeftOpen)) return;
          const within = all.occurrences.filter((visit) => !isLeftOpen(visit) && visit.start <= `${until}Z`);
          if ('objections' in found)
            expect(within.length === 0 || within.length > 366 || localDateOf(`${until}Z`, zone) > bookable.last).toBe(true);
          else expect(found.occurrences).toEqual(within);
        },
      ),
      { numRuns: 200 },
    ));
});
