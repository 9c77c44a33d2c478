import { daysOfWeek } from '@liaison/kernel';
import { departments, type ImportedDepartment } from './departments.js';
import type { ImportedVisitType } from './visit-types.js';

/** Something to be there before anything can be booked: what to PUT, and where. */
export type Definition = { readonly path: string; readonly body: Readonly<Record<string, unknown>> };

export const importedSite = { siteId: 'imported', name: 'Imported', zone: 'America/New_York' } as const;

/** Everybody and every room, in the shape of FHIR R4 `HealthcareService.availableTime`. */
const defaultHours = { availableTime: [{ daysOfWeek: daysOfWeek.slice(0, 5), availableStartTime: '08:00', availableEndTime: '17:00' }] };

export type ImportedPractitioner = { readonly practitionerId: string; readonly name: string };
type Resource = { readonly resourceId: string; readonly kind: 'practitioner' | 'room'; readonly name: string };

const sitePath = `/scheduling/sites/${importedSite.siteId}`;

/** The site and its departments: one after another, for they are all facts of the site. */
export const placeDefinitions = (): readonly Definition[] => [
  { path: sitePath, body: { name: importedSite.name, zone: importedSite.zone } },
  ...departments.map(({ departmentId, name, gridMinutes }) => ({
    path: `${sitePath}/departments/${departmentId}`,
    body: { name, gridMinutes },
  })),
];

/** Each resource as what to define one after another; different resources do not wait for each other. */
export const resourceDefinitions = (practitioners: readonly ImportedPractitioner[]): readonly (readonly Definition[])[] => {
  const people = practitioners.map(({ practitionerId, name }): Resource => ({ resourceId: practitionerId, kind: 'practitioner', name }));
  const rooms = departments.flatMap((department) =>
    roomsOf(department).map((resourceId, n): Resource => ({ resourceId, kind: 'room', name: `${department.name} room ${n + 1}` })),
  );
  return [...rooms, ...people].map(({ resourceId, kind, name }) => [
    { path: `/scheduling/resources/${resourceId}`, body: { kind, name, capacity: 1 } },
    { path: `${sitePath}/resources/${resourceId}/hours`, body: defaultHours },
  ]);
};

/** The phase whose pool holds the practitioners. */
export const practitionerPhase = 'practitioner';

export const visitTypeDefinition = ({ visitTypeId, department, durationMinutes, practitionerIds }: ImportedVisitType): Definition => {
  const phase = { offsetMinutes: 0, durationMinutes, load: 1 };
  return {
    path: `${sitePath}/visit-types/${visitTypeId}`,
    body: {
      name: `${department.name}, ${durationMinutes} minutes`,
      departmentId: department.departmentId,
      durationMinutes,
      phases: [
        { name: practitionerPhase, ...phase, anyOf: practitionerIds },
        { name: 'room', ...phase, anyOf: roomsOf(department) },
      ],
    },
  };
};

const roomsOf = ({ departmentId, rooms }: ImportedDepartment): readonly string[] =>
  Array.from({ length: rooms }, (_, n) => `${importedSite.siteId}-${departmentId}-room-${n + 1}`);
