import { daysOfWeek } from '@liaison/kernel';
import type { Definition } from '../import/definitions.js';

export const hospitalSite = { siteId: 'general-hospital', name: 'General hospital', zone: 'America/New_York' } as const;
/** Minutes of the clock between which everybody is there, every day. */
export const opens = 7 * 60;
export const closes = 19 * 60;
export const gridMinutes = 15;

/** Each department has so many of each: 15 resources. */
const practitioners = 7;
export const rooms = 6;
const devices = 2;
/** For each visit the first minutes of a slot; the rest of it is for the next one to be late. */
export const visitMinutes = 30;

const specialties = [
  'Surgery',
  'Cardiology',
  'Orthopedics',
  'Neurology',
  'Oncology',
  'Dialysis',
  'Imaging',
  'Pediatrics',
  'Urology',
  'Eyes',
];
const sitePath = `/scheduling/sites/${hospitalSite.siteId}`;
const numbered = (count: number): readonly number[] => Array.from({ length: count }, (_, n) => n + 1);
const clock = (minute: number) => `${String(Math.trunc(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`;
const hours = { availableTime: [{ daysOfWeek, availableStartTime: clock(opens), availableEndTime: clock(closes) }] };

export type Department = {
  readonly departmentId: string;
  readonly name: string;
  readonly practitionerIds: readonly string[];
  readonly roomIds: readonly string[];
  readonly deviceIds: readonly string[];
};

export const departmentsOf = (count: number): readonly Department[] =>
  numbered(count).map((n) => {
    const departmentId = `ward-${n}`;
    const named = (kind: string, most: number) => numbered(most).map((each) => `${departmentId}-${kind}-${each}`);
    return {
      departmentId,
      name: `${specialties[(n - 1) % specialties.length]} ${Math.ceil(n / specialties.length)}`,
      practitionerIds: named('dr', practitioners),
      roomIds: named('room', rooms),
      deviceIds: named('device', devices),
    };
  });

/** What has to be there before anything is booked: places one after another, then each resource, then the kinds of visit. */
export const hospitalDefinitions = (departments: readonly Department[]) => ({
  places: [
    { path: sitePath, body: { name: hospitalSite.name, zone: hospitalSite.zone } },
    ...departments.map(({ departmentId, name }) => ({ path: `${sitePath}/departments/${departmentId}`, body: { name, gridMinutes } })),
  ] satisfies readonly Definition[],
  resources: departments.flatMap(({ practitionerIds, roomIds, deviceIds }) => [
    ...practitionerIds.map((id) => resource(id, 'practitioner')),
    ...roomIds.map((id) => resource(id, 'room')),
    ...deviceIds.map((id) => resource(id, 'equipment')),
  ]),
  visitTypes: departments.flatMap(visitTypesOf),
});

const resource = (id: string, kind: string): readonly Definition[] => [
  { path: `/scheduling/resources/${id}`, body: { kind, name: id, capacity: 1 } },
  { path: `${sitePath}/resources/${id}/hours`, body: hours },
];

const visitTypesOf = ({ departmentId, name, practitionerIds, roomIds, deviceIds }: Department): readonly Definition[] => {
  const phase = (role: string, anyOf: readonly string[]) => ({ name: role, offsetMinutes: 0, durationMinutes: visitMinutes, anyOf });
  const ofKind = (kind: string, ...phases: readonly object[]): Definition => ({
    path: `${sitePath}/visit-types/${departmentId}-${kind}`,
    body: { name: `${name}: ${kind}`, departmentId, durationMinutes: visitMinutes, phases },
  });
  const [practitioner, room] = [phase('practitioner', practitionerIds), phase('room', roomIds)];
  return [ofKind('visit', practitioner, room), ofKind('treatment', practitioner, room, phase('device', deviceIds))];
};
