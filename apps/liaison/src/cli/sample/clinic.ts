import { daysOfWeek } from '@liaison/kernel';
import type { Definition } from '../../import/definitions.js';

const site = '/scheduling/sites/main-campus';
const hours = [{ daysOfWeek: daysOfWeek.slice(0, 5), availableStartTime: '07:00', availableEndTime: '18:00' }];

const places: readonly Definition[] = [
  { path: site, body: { name: 'Main campus', zone: 'America/New_York' } },
  { path: `${site}/departments/orthopedics`, body: { name: 'Orthopedics', gridMinutes: 15 } },
  { path: `${site}/departments/imaging`, body: { name: 'Imaging', gridMinutes: 15 } },
];

type Kind = 'practitioner' | 'room' | 'equipment';
const resource = (resourceId: string, kind: Kind, name: string, capacity = 1): readonly Definition[] => [
  { path: `/scheduling/resources/${resourceId}`, body: { kind, name, capacity } },
  { path: `${site}/resources/${resourceId}/hours`, body: { availableTime: hours } },
];

/** Rooms and the C-arm are shared by both departments; the anaesthetist looks after four rooms at a time. */
const resources: readonly (readonly Definition[])[] = [
  resource('dr-li', 'practitioner', 'Dr. Li, orthopedic surgeon'),
  resource('dr-okafor', 'practitioner', 'Dr. Okafor, orthopedic surgeon'),
  resource('dr-wu', 'practitioner', 'Dr. Wu, anaesthetist', 4),
  resource('dr-haddad', 'practitioner', 'Dr. Haddad, radiologist'),
  resource('or-3', 'room', 'Operating room 3'),
  resource('or-5', 'room', 'Operating room 5'),
  resource('exam-1', 'room', 'Examination room 1'),
  resource('exam-2', 'room', 'Examination room 2'),
  resource('mri-1', 'room', 'MRI room 1'),
  resource('recovery', 'room', 'Recovery bays', 6),
  resource('c-arm', 'equipment', 'C-arm'),
];

const phase = (name: string, from: number, to: number, ...anyOf: readonly string[]) => ({
  name,
  offsetMinutes: from,
  durationMinutes: to - from,
  load: 1,
  anyOf,
});
const visitType = (id: string, name: string, departmentId: string, durationMinutes: number, ...phases: readonly object[]): Definition => ({
  path: `${site}/visit-types/${id}`,
  body: { name, departmentId, durationMinutes, phases },
});

/** Minutes of each phase count from the patient's own start. */
const visitTypes: readonly Definition[] = [
  visitType(
    'consultation',
    'Orthopedic consultation',
    'orthopedics',
    30,
    phase('surgeon', 0, 30, 'dr-li', 'dr-okafor'),
    phase('room', 0, 30, 'exam-1', 'exam-2'),
  ),
  visitType(
    'hip-replacement',
    'Hip replacement',
    'orthopedics',
    120,
    phase('surgeon', 0, 120, 'dr-li', 'dr-okafor'),
    phase('operating-room', -15, 150, 'or-3', 'or-5'),
    phase('anaesthetist', -30, 150, 'dr-wu'),
    phase('c-arm', 30, 90, 'c-arm'),
    phase('recovery', 120, 240, 'recovery'),
  ),
  visitType('mri', 'MRI', 'imaging', 45, phase('radiologist', 0, 45, 'dr-haddad'), phase('room', 0, 45, 'mri-1')),
  visitType(
    'angiogram',
    'Angiogram',
    'imaging',
    60,
    phase('radiologist', 0, 60, 'dr-haddad'),
    phase('room', -15, 75, 'or-5'),
    phase('c-arm', 0, 60, 'c-arm'),
  ),
];

/** A small hospital to try things on: in the order in which it has to be defined. */
export const clinic = { places, resources, visitTypes } as const;
