/** A site in UTC, so that a day begins at its date. */
export const siteId = 'contest';

const numbered = (name: string, count: number): readonly string[] => Array.from({ length: count }, (_, n) => `${name}-${n + 1}`);
const doctors = numbered('doctor', 4);
const rooms = numbered('room', 3);
const surgeons = numbered('surgeon', 2);
const theatres = numbered('theatre', 2);

type Resource = { readonly id: string; readonly kind: string; readonly capacity: number };
const several = (ids: readonly string[], kind: string, capacity = 1): readonly Resource[] => ids.map((id) => ({ id, kind, capacity }));
export const resources: readonly Resource[] = [
  ...several([...doctors, ...surgeons, 'therapist'], 'practitioner'),
  ...several([...rooms, ...theatres, 'gym'], 'room'),
  ...several(['anaesthetist'], 'practitioner', 2),
  ...several(['nurse'], 'practitioner', 4),
  ...several(['bay'], 'recovery-bay', 3),
];

const phase = (name: string, anyOf: readonly string[], offsetMinutes: number, durationMinutes: number, more: object = {}) => ({
  ...{ name, anyOf, offsetMinutes, durationMinutes },
  ...more,
});

/** What is fought for: people, rooms with their cleaning, shares of a nurse and an anaesthetist, seats of a group. */
export const visitTypes = {
  consultation: {
    ...{ name: 'Consultation', departmentId: 'all', durationMinutes: 20 },
    phases: [phase('doctor', doctors, 0, 20), phase('room', rooms, 0, 20), phase('cleaning', [], 20, 20, { sameAs: 'room' })],
    overbooking: [{ role: 'coordinator', phase: 'doctor', extra: 1 }],
  },
  operation: {
    ...{ name: 'Operation', departmentId: 'all', durationMinutes: 60 },
    phases: [
      phase('surgeon', surgeons, 0, 60),
      phase('theatre', theatres, -20, 100),
      phase('anaesthetist', ['anaesthetist'], -20, 100),
      phase('recovery', ['bay'], 60, 80),
    ],
  },
  dialysis: {
    ...{ name: 'Dialysis', departmentId: 'all', durationMinutes: 180 },
    phases: [phase('nurse', ['nurse'], 0, 180), phase('needle-in', [], 0, 20, { sameAs: 'nurse', load: 3 })],
  },
  class: {
    ...{ name: 'Class', departmentId: 'all', durationMinutes: 60, gridMinutes: 60, seats: 6 },
    phases: [phase('gym', ['gym'], 0, 60), phase('therapist', ['therapist'], 0, 60)],
  },
} as const;
export type VisitTypeId = keyof typeof visitTypes;

/** So much load beyond its capacity a resource may bear, where somebody answers for it. */
export const authorisedExtra = (resourceId: string): number => (doctors.includes(resourceId) ? 1 : 0);

const daysOfWeek = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'];
export const [opens, closes, gridMinutes] = [8, 17, 20];
const availableTime = [{ daysOfWeek, availableStartTime: '08:00', availableEndTime: '17:00' }];

/** What has to be defined, in its order: paths and bodies of the public API. */
export const definitions: readonly (readonly [path: string, body: object])[] = [
  [`/sites/${siteId}`, { name: 'Contest', zone: 'UTC' }],
  [`/sites/${siteId}/departments/all`, { name: 'All', gridMinutes }],
  ...resources.flatMap(({ id, kind, capacity }): readonly (readonly [string, object])[] => [
    [`/resources/${id}`, { kind, name: id, capacity }],
    [`/sites/${siteId}/resources/${id}/hours`, { availableTime }],
  ]),
  ...Object.entries(visitTypes).map(([id, facts]): readonly [string, object] => [`/sites/${siteId}/visit-types/${id}`, facts]),
];
