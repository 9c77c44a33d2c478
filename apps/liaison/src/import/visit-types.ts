import type { ImportedDepartment } from './departments.js';

/** A fixed length in a department, by one of these practitioners in any of the department's rooms. */
export type ImportedVisitType = {
  readonly visitTypeId: string;
  readonly department: ImportedDepartment;
  readonly durationMinutes: number;
  readonly practitionerIds: readonly string[];
};
export type WantedVisitType = {
  readonly department: ImportedDepartment;
  readonly durationMinutes: number;
  readonly practitionerId: string;
};
/** The practitioners of the visit types that an earlier run defined. */
export type KnownPools = ReadonlyMap<string, readonly string[]>;

/** How many resources one pool may name; practitioners beyond it get a visit type of the same length beside it. */
const largestPool = 200;

/** The visit types that give every wanted visit a pool with its practitioner. Who is in a pool already stays there. */
export const visitTypesFor = (wanted: readonly WantedVisitType[], known: KnownPools): readonly ImportedVisitType[] => {
  const found = new Map<string, ImportedVisitType>();
  for (const { department, durationMinutes, practitionerId } of once(wanted)) {
    const poolOf = (visitTypeId: string) => found.get(visitTypeId)?.practitionerIds ?? known.get(visitTypeId) ?? [];
    const series = seriesOf(department, durationMinutes, (visitTypeId) => poolOf(visitTypeId).length > 0);
    const own =
      series.find((id) => poolOf(id).includes(practitionerId)) ??
      series.find((id) => poolOf(id).length < largestPool) ??
      idOf(department, durationMinutes, series.length);
    const practitionerIds = [...new Set([...poolOf(own), practitionerId])];
    found.set(own, { visitTypeId: own, department, durationMinutes, practitionerIds });
  }
  return [...found.values()].toSorted((a, b) => (a.visitTypeId < b.visitTypeId ? -1 : 1));
};

export const keyOf = ({ department, durationMinutes, practitionerId }: WantedVisitType): string =>
  `${department.departmentId}/${durationMinutes}/${practitionerId}`;

/** The visit type of every wanted visit, by its key. */
export const visitTypeIds = (visitTypes: readonly ImportedVisitType[]): ReadonlyMap<string, string> =>
  new Map(
    visitTypes.flatMap(({ visitTypeId, practitionerIds, ...each }) =>
      practitionerIds.map((practitionerId) => [keyOf({ ...each, practitionerId }), visitTypeId] as const),
    ),
  );

const once = (wanted: readonly WantedVisitType[]): readonly WantedVisitType[] =>
  [...new Map(wanted.map((each) => [keyOf(each), each])).entries()].toSorted(([a], [b]) => (a < b ? -1 : 1)).map(([, each]) => each);

/** The ids of one department and length that are in use, and always the first. */
const seriesOf = (department: ImportedDepartment, minutes: number, inUse: (id: string) => boolean): readonly string[] => {
  const ids = [idOf(department, minutes, 0)];
  for (let n = 1; inUse(idOf(department, minutes, n)); n++) ids.push(idOf(department, minutes, n));
  return ids;
};

const idOf = ({ departmentId }: ImportedDepartment, minutes: number, n: number): string =>
  n === 0 ? `${departmentId}-${minutes}` : `${departmentId}-${minutes}-${n + 1}`;
