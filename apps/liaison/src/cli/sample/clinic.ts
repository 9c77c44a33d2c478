import { daysOfWeek } from '@liaison/kernel';
import type { Definition } from '../../import/definitions.js';

const site = '/scheduling/sites/main-campus';
const hours = [{ daysOfWeek: daysOfWeek.slice(0, 5), availableStartTime: '07:00', availableEndTime: '18:00' }];

const places: readonly Definition[] = [
  { path: site, body: { name: 'Main campus', zone: 'America/New_York' } },
  { path: `${site}/departments/orthopedics`, body: { name: 'Orthopedics', gridMinutes: 15 } },
  { path: `${site}/departments/imaging`, body: { name: 'Imaging', gridMinutes: 15 } },
];

type Kind = 'practitioner' | 'room' | 'equipment' | 'recovery-bay';
type More = { readonly capacity?: number; readonly attributes?: object; readonly hours?: object };
const resource = (resourceId: string, kind: Kind, name: string, more: More = {}): readonly Definition[] => [
  {
    path: `/scheduling/resources/${resourceId}`,
    body: { kind, name, capacity: more.capacity ?? 1, ...(more.attributes && { attributes: more.attributes }) },
  },
  { path: `${site}/resources/${resourceId}/hours`, body: { availableTime: hours, ...more.hours } },
];

const surgeon = { specialties: ['orthopedic-surgery'] };
/** Also on the first Saturday of each month. */
const saturdayClinic = {
  recurring: [{ rule: 'FREQ=MONTHLY;BYDAY=1SA', startDate: '2026-01-03', startTime: '08:00', endTime: '12:00' }],
};

/** Rooms and the C-arm are shared by both departments; the anaesthetist looks after four rooms at a time. */
const resources: readonly (readonly Definition[])[] = [
  resource('dr-li', 'practitioner', 'Dr. Li, orthopedic surgeon', { attributes: surgeon }),
  resource('dr-okafor', 'practitioner', 'Dr. Okafor, orthopedic surgeon', { attributes: surgeon, hours: saturdayClinic }),
  resource('dr-wu', 'practitioner', 'Dr. Wu, anaesthetist', { capacity: 4, attributes: { specialties: ['anaesthesia'] } }),
  resource('dr-haddad', 'practitioner', 'Dr. Haddad, radiologist'),
  resource('or-3', 'room', 'Operating room 3'),
  resource('or-5', 'room', 'Operating room 5'),
  resource('pt-lopez', 'practitioner', 'Ms. Lopez, physiotherapist', { attributes: { specialties: ['physiotherapy'] } }),
  resource('ms-reyes', 'practitioner', 'Ms. Reyes, interpreter', { attributes: { privileges: ['interpreting'], languages: ['es'] } }),
  resource('gym', 'room', 'Gym'),
  resource('exam-1', 'room', 'Examination room 1', { hours: saturdayClinic }),
  resource('exam-2', 'room', 'Examination room 2'),
  resource('mri-1', 'room', 'MRI room 1'),
  resource('recovery', 'recovery-bay', 'Recovery bays', { capacity: 6 }),
  resource('c-arm', 'equipment', 'C-arm'),
];

/** Interpreters are there for who needs one: `needs=interpreter:es`. */
const interpreter = (to: number) => ({
  ...{ name: 'interpreter', offsetMinutes: 0, durationMinutes: to, load: 1, anyOf: [] },
  ...{ onNeed: 'interpreter', requires: { privileges: ['interpreting'] } },
});
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
const withMore = ({ path, body }: Definition, more: object): Definition => ({ path, body: { ...body, ...more } });

/** Minutes of each phase count from the patient's own start. */
const visitTypes: readonly Definition[] = [
  visitType(
    'consultation',
    'Orthopedic consultation',
    'orthopedics',
    30,
    { ...phase('surgeon', 0, 30), requires: { kind: 'practitioner', ...surgeon } },
    phase('room', 0, 30, 'exam-1', 'exam-2'),
    interpreter(30),
  ),
  visitType(
    'hip-replacement',
    'Hip replacement',
    'orthopedics',
    120,
    phase('surgeon', 0, 120, 'dr-li', 'dr-okafor'),
    phase('operating-room', -15, 130, 'or-3', 'or-5'),
    { ...phase('cleaning', 130, 150), sameAs: 'operating-room' },
    phase('anaesthetist', -30, 150, 'dr-wu'),
    phase('c-arm', 30, 90, 'c-arm'),
    phase('recovery', 120, 240, 'recovery'),
  ),
  withMore(visitType('back-class', 'Back class', 'orthopedics', 60, phase('therapist', 0, 60, 'pt-lopez'), phase('room', 0, 60, 'gym')), {
    seats: 8,
  }),
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

/** Operating room 5 is Dr. Okafor's on Tuesday mornings; what is left of it three days before is everybody's. */
const blocks: readonly Definition[] = [
  {
    path: `${site}/blocks/okafor-tuesdays`,
    body: {
      ...{ resourceId: 'or-5', holders: ['dr-okafor'], rule: 'FREQ=WEEKLY;BYDAY=TU', startDate: '2026-01-01' },
      ...{ startTime: '07:00', endTime: '12:00', releaseDays: 3 },
    },
  },
];

/** A small hospital to try things on: in the order in which it has to be defined. */
export const clinic = { places, resources, visitTypes, blocks } as const;
