import Table from 'cli-table3';
import { reasons } from '../../import/why-not-bookable.js';
import type { Counts, DepartmentCounts } from '../../import/tally.js';

const refusals: Readonly<Record<string, string>> = {
  'no-free-time': 'no free time that day',
  'in-the-past': 'the day is over',
};

/** The table at the end: by department, what was read, booked, refused and why. */
export const table = (departments: readonly DepartmentCounts[], total: Counts): string => {
  const made = new Table({
    head: ['Department', 'Read', 'Booked', 'Refused', 'Not bookable'],
    colAligns: ['left', 'right', 'right', 'left', 'left'],
    style: { head: [], border: [], compact: false },
  });
  for (const each of departments) made.push(row(each.name, each));
  made.push(row('All', total));
  return made.toString();
};

const row = (name: string, { read, booked, refused, refusedBy, notBookable, notBookableBy }: Counts): string[] => [
  name,
  String(read),
  String(booked),
  explained(refused, refusedBy, refusals),
  explained(notBookable, notBookableBy, reasons),
];

const explained = (count: number, by: Readonly<Record<string, number>>, words: Readonly<Record<string, string>>): string =>
  [String(count), ...Object.entries(by).map(([code, n]) => `${n} ${words[code] ?? code}`)].join('\n');
