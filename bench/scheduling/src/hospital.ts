import { addDays, addMinutes } from '@liaison/kernel';

/** A site in UTC, so that a day begins at its date. */
export const siteId = 'bench';
export const firstDate = '2030-01-07';
export const days = 31;
export const appointments = 20_000;

const numbered = (name: string, count: number): readonly string[] => Array.from({ length: count }, (_, n) => `${name}-${n + 1}`);
/** 50 schedules: each visit takes one of either. */
export const practitioners = numbered('dr', 25);
export const rooms = numbered('room', 25);
/** For the days that are compared by their length: their bookings take others than those that are there. */
export const busy = numbered('busy', 200);
export const desks = numbered('desk', 10);
export const dates = Array.from({ length: days }, (_, n) => addDays(firstDate, n));
export const longDay = '2030-03-04';
export const shortDay = '2030-03-05';

export type Visit = {
  readonly date: string;
  readonly start: string;
  readonly resourceIds: readonly string[];
  readonly minutes: number;
  readonly departmentId?: string;
  readonly visitTypeId?: string;
};

/** Spread evenly over the days, people and times, 20 minutes each: of every 27 places 26 are taken. */
export const visits: readonly Visit[] = Array.from({ length: appointments }, (_, n) => {
  const day = n % days;
  const place = Math.trunc(n / days);
  const person = place % practitioners.length;
  return {
    date: dates[day] ?? firstDate,
    start: addMinutes(`${dates[day]}T08:00:00Z`, 20 * Math.trunc(place / practitioners.length)),
    resourceIds: [practitioners[person] ?? '', rooms[person] ?? ''],
    minutes: 20,
  };
});

/** So many visits of 20 minutes on one day, over 200 resources. */
export const visitsOf = (date: string, count: number): readonly Visit[] =>
  Array.from({ length: count }, (_, n) => ({
    date,
    start: addMinutes(`${date}T08:00:00Z`, 20 * Math.trunc(n / busy.length)),
    resourceIds: [busy[n % busy.length] ?? ''],
    minutes: 20,
  }));

const phase = (name: string, anyOf: readonly string[], minutes: number, offsetMinutes = 0) => ({
  ...{ name, anyOf, offsetMinutes, durationMinutes: minutes, load: 1 },
});

/** What has to be defined, in its order: paths and bodies of the public API. */
export const definitions: readonly (readonly [path: string, body: object])[] = [
  [`/sites/${siteId}`, { name: 'Bench', zone: 'UTC' }],
  [`/sites/${siteId}/departments/all`, { name: 'All', gridMinutes: 20 }],
  ...[...practitioners, ...rooms, ...desks].flatMap((id): readonly (readonly [string, object])[] => [
    [`/resources/${id}`, { kind: id.startsWith('dr') ? 'practitioner' : 'room', name: id, capacity: 1 }],
    [
      `/sites/${siteId}/resources/${id}/hours`,
      {
        availableTime: [
          {
            daysOfWeek: ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'],
            availableStartTime: '08:00',
            availableEndTime: id.startsWith('desk') ? '20:00' : '17:00',
          },
        ],
      },
    ],
  ]),
  [
    `/sites/${siteId}/visit-types/check-up`,
    {
      ...{ name: 'Check-up', departmentId: 'all', durationMinutes: 20 },
      phases: [phase('practitioner', practitioners, 20), phase('room', rooms, 15), { ...phase('cleaning', [], 5, 15), sameAs: 'room' }],
    },
  ],
  [
    `/sites/${siteId}/visit-types/desk`,
    { name: 'Desk', departmentId: 'all', durationMinutes: 5, gridMinutes: 5, phases: [phase('desk', desks, 5)] },
  ],
];

/** From eight to five, in the zone of the site. */
export const hoursOn = (date: string) => ({ from: `${date}T08:00:00Z`, to: `${date}T17:00:00Z` });
