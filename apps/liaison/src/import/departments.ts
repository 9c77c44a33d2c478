/** Where visits of some kinds go, and what they find there. */
export type ImportedDepartment = {
  readonly departmentId: string;
  readonly name: string;
  /** Visits begin on multiples of it and last multiples of it. */
  readonly gridMinutes: number;
  /** Shared by all practitioners of the department, one visit at a time each. */
  readonly rooms: number;
  /** SNOMED CT concept ids in `Encounter.type`. Only the numbers: SNOMED's own words are not ours to ship. */
  readonly codes: readonly string[];
};

export const snomed = 'http://snomed.info/sct';

export const general: ImportedDepartment = { departmentId: 'general', name: 'General', gridMinutes: 15, rooms: 4, codes: [] };

/** The documented table: docs/import-fhir.md says the same. Whatever it does not name is General. */
export const departments: readonly ImportedDepartment[] = [
  {
    departmentId: 'primary-care',
    name: 'Primary care',
    gridMinutes: 15,
    rooms: 6,
    codes: ['185349003', '162673000', '410620009', '185345009', '185347001', '390906007'],
  },
  { departmentId: 'maternity', name: 'Maternity', gridMinutes: 20, rooms: 2, codes: ['424441002', '424619006', '169762003'] },
  { departmentId: 'procedures', name: 'Procedures', gridMinutes: 30, rooms: 3, codes: ['308335008', '371883000'] },
  { departmentId: 'consultations', name: 'Consultations', gridMinutes: 30, rooms: 2, codes: ['698314001'] },
  { departmentId: 'allergy', name: 'Allergy', gridMinutes: 15, rooms: 1, codes: ['170837001', '170838006'] },
  general,
];

/** The department of the first code that the table names. */
export const departmentOf = (codes: readonly string[]): ImportedDepartment =>
  codes.flatMap((code) => departments.find((department) => department.codes.includes(code)) ?? [])[0] ?? general;
