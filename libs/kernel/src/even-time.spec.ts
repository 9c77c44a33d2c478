import * as fc from 'fast-check';
import { Temporal } from 'temporal-polyfill';
import { addDays, dayOfWeek, daysBetween, daysOfWeek, localDateOf, onTheWall, toUtc } from './local-time.js';

const zones = ['UTC', 'America/New_York', 'Europe/Berlin', 'Asia/Kathmandu', 'Australia/Lord_Howe', 'Pacific/Apia', 'Africa/Monrovia'];
const zone = fc.constantFrom(...zones);
/** Around the changes of the clocks as well as anywhere, in all years that are written with four digits. */
const instant = fc
  .oneof(
    fc.integer({ min: Date.parse('0001-01-02T00:00:00Z') / 1000, max: Date.parse('9999-12-30T00:00:00Z') / 1000 }),
    fc
      .tuple(zone, fc.integer({ min: Date.parse('1900-01-01T00:00:00Z') / 1000, max: Date.parse('2100-01-01T00:00:00Z') / 1000 }))
      .chain(([name, second]) => {
        const change = Temporal.Instant.fromEpochMilliseconds(second * 1000)
          .toZonedDateTimeISO(name)
          .getTimeZoneTransition('next');
        return fc.integer({ min: -2, max: 2 }).map((beside) => (change?.epochMilliseconds ?? second * 1000) / 1000 + beside);
      }),
  )
  .map((second) => Temporal.Instant.fromEpochMilliseconds(Math.floor(second) * 1000).toString({ smallestUnit: 'second' }));
const date = fc
  .integer({ min: -719_000, max: 2_930_000 })
  .map((day) => Temporal.PlainDate.from('1970-01-01').add({ days: day }).toString())
  .filter((text) => text.length === 10);

describe('Time by arithmetic', () => {
  it('is on every wall what Temporal says', () =>
    fc.assert(
      fc.property(instant, zone, (at, name) => {
        const there = Temporal.Instant.from(at).toZonedDateTimeISO(name);
        expect(onTheWall(at, name)).toBe(there.toString({ timeZoneName: 'never', smallestUnit: 'second' }));
        expect(localDateOf(at, name)).toBe(there.toPlainDate().toString());
        expect(toUtc(at)).toBe(at);
        expect(toUtc(onTheWall(at, name))).toBe(Temporal.Instant.from(onTheWall(at, name)).toString({ smallestUnit: 'second' }));
      }),
      { numRuns: 2_000 },
    ));
  it.each(['2026-12-01T09:00:00.999-05:00', '2026-12-01T09:00:00.5+05:45', '2026-12-01t09:00:00z', '2026-12-01T09:00:00.123456789Z'])(
    'takes %s as Temporal does, fractions cut off',
    (text) =>
      expect(toUtc(text)).toBe(
        Temporal.Instant.from(text).round({ smallestUnit: 'second', roundingMode: 'floor' }).toString({ smallestUnit: 'second' }),
      ),
  );
  it('counts days as Temporal does', () =>
    fc.assert(
      fc.property(date, date, fc.integer({ min: -1_000, max: 1_000 }), (from, to, days) => {
        const there = Temporal.PlainDate.from(from);
        expect(addDays(from, days)).toBe(there.add({ days }).toString());
        expect(daysBetween(from, to)).toBe(there.until(to, { largestUnit: 'days' }).days);
        expect(dayOfWeek(from)).toBe(daysOfWeek[there.dayOfWeek - 1]);
      }),
    ));
  it.each(['2026-02-30T09:00:00Z', '2026-01-01T24:00:00Z', '2026-13-01T00:00:00Z', 'now'])('takes %s for no time at all', (text) => {
    expect(() => toUtc(text)).toThrow(RangeError);
    expect(() => localDateOf(text, 'UTC')).toThrow(RangeError);
  });
  it.each(['2026-02-30', '2026-13-01', 'today'])('takes %s for no date', (text) => {
    expect(() => addDays(text, 1)).toThrow(RangeError);
    expect(() => daysBetween(text, '2026-01-01')).toThrow(RangeError);
    expect(() => dayOfWeek(text)).toThrow(RangeError);
  });
});
