/** What is wrong with a recurrence rule: the part that is, and the rule that it breaks. */
export type RecurrenceFault = { readonly part: string; readonly rule: string };

type Parts = ReadonlyMap<string, string>;
/** A reader of one value: whether it can stand there. */
type Reads = (value: string) => boolean;

const whole = (least: number, most: number): Reads => {
  return (value) => /^\d{1,5}$/.test(value) && Number(value) >= least && Number(value) <= most;
};
/** Also from the end: `-1` is the last. */
const ordinal = (most: number): Reads => {
  return (value) => /^[+-]?\d{1,3}$/.test(value) && Number(value) !== 0 && Math.abs(Number(value)) <= most;
};
const list = (one: Reads): Reads => {
  return (value) => value.split(',').every(one);
};
const weekday: Reads = (value) => /^(MO|TU|WE|TH|FR|SA|SU)$/.test(value);
const weekdayOfPeriod: Reads = (value) => weekday(value.slice(-2)) && (value.length === 2 || ordinal(53)(value.slice(0, -2)));
const date: Reads = (value) => {
  const [, year, month, day] = /^(\d{4})(\d{2})(\d{2})$/.exec(value) ?? [];
  return new Date(`${year}-${month}-${day}T00:00:00Z`).toJSON()?.startsWith(`${year}-${month}-${day}`) ?? false;
};

/** Beyond it a rule that ends after so many times says less than one that ends on a date, and takes long to count. */
const mostTimes = 5_000;

const readers: Readonly<Record<string, readonly [Reads, string]>> = {
  FREQ: [(value) => /^(DAILY|WEEKLY|MONTHLY|YEARLY)$/.test(value), 'is DAILY, WEEKLY, MONTHLY or YEARLY: it gives dates, not times'],
  INTERVAL: [whole(1, 9_999), 'is a whole number from 1 to 9999'],
  COUNT: [whole(1, mostTimes), `is a whole number from 1 to ${mostTimes}`],
  UNTIL: [date, 'is a date of the calendar, like 20261231'],
  BYDAY: [list(weekdayOfPeriod), 'lists MO, TU, WE, TH, FR, SA or SU, like MO,WE or 2TU or -1FR'],
  BYMONTHDAY: [list(ordinal(31)), 'lists days from 1 to 31 or -31 to -1'],
  BYYEARDAY: [list(ordinal(366)), 'lists days from 1 to 366 or -366 to -1'],
  BYWEEKNO: [list(ordinal(53)), 'lists weeks from 1 to 53 or -53 to -1'],
  BYMONTH: [list(whole(1, 12)), 'lists months from 1 to 12'],
  BYSETPOS: [list(ordinal(366)), 'lists places from 1 to 366 or -366 to -1'],
  WKST: [weekday, 'is one of MO, TU, WE, TH, FR, SA, SU'],
};

const ofTimes = ['BYHOUR', 'BYMINUTE', 'BYSECOND'];
const longest = 500;

/** Rules of RFC 5545, 3.3.10, about parts that do not go together. */
const together: readonly (readonly [part: string, breaks: (parts: Parts) => boolean, rule: string])[] = [
  ['COUNT', (parts) => parts.has('COUNT') && parts.has('UNTIL'), 'does not stand beside UNTIL'],
  [
    'BYDAY',
    (parts) => /\d/.test(parts.get('BYDAY') ?? '') && !/^(MONTHLY|YEARLY)$/.test(parts.get('FREQ') ?? ''),
    'takes a number before a weekday only with FREQ=MONTHLY or YEARLY',
  ],
  ['BYDAY', (parts) => /\d/.test(parts.get('BYDAY') ?? '') && parts.has('BYWEEKNO'), 'takes no number before a weekday beside BYWEEKNO'],
  ['BYMONTHDAY', (parts) => parts.has('BYMONTHDAY') && parts.get('FREQ') === 'WEEKLY', 'does not stand beside FREQ=WEEKLY'],
  ['BYYEARDAY', (parts) => parts.has('BYYEARDAY') && parts.get('FREQ') !== 'YEARLY', 'stands only beside FREQ=YEARLY'],
  ['BYWEEKNO', (parts) => parts.has('BYWEEKNO') && parts.get('FREQ') !== 'YEARLY', 'stands only beside FREQ=YEARLY'],
  [
    'BYSETPOS',
    (parts) => parts.has('BYSETPOS') && ![...parts.keys()].some((part) => part !== 'BYSETPOS' && part.startsWith('BY')),
    'needs another BY part to choose from',
  ],
];

/**
 * Everything in which a text is not an RRULE over dates (RFC 5545, 3.3.10, without `RRULE:`); nothing when it is one, in letters of
 * either case.
 */
export const recurrenceFaults = (rule: string): readonly RecurrenceFault[] => {
  if (rule.length > longest) return [{ part: 'RRULE', rule: `has at most ${longest} characters` }];
  const pairs = rule.split(';').map((pair) => {
    const [written = '', value, ...more] = pair.split('=');
    return { written, name: written.toUpperCase(), value: value?.toUpperCase(), more };
  });
  const parts: Parts = new Map(pairs.map(({ name, value = '' }) => [name, value]));
  const unreadable = pairs.flatMap(({ written, name, value, more }, n): readonly RecurrenceFault[] => {
    const reader = Object.hasOwn(readers, name) ? readers[name] : undefined;
    if (ofTimes.includes(name)) return [{ part: name, rule: 'does not stand in a rule over dates: give the times beside it' }];
    if (name === '') return rule === '' ? [] : [{ part: 'RRULE', rule: 'has nothing before, after or between semicolons' }];
    if (!reader) return [{ part: written, rule: 'is no part of a recurrence rule' }];
    if (pairs.findIndex((other) => other.name === name) !== n) return [{ part: name, rule: 'stands once' }];
    const [reads, says] = reader;
    return value !== undefined && more.length === 0 && reads(value) ? [] : [{ part: name, rule: says }];
  });
  const missing = parts.has('FREQ') ? [] : [{ part: 'FREQ', rule: 'must be there' }];
  const clashes = together.filter(([, breaks]) => breaks(parts)).map(([part, , says]) => ({ part, rule: says }));
  return [...unreadable, ...missing, ...clashes];
};
