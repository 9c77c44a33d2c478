/** What the files say about one encounter, as far as booking it again needs it. */
export type Demand = {
  readonly encounterId: string;
  readonly patientId: string;
  /** At whatever time: the dead are given no visits, also not for encounters before. */
  readonly patientDeceased: boolean;
  /** The first participant that is one of the files' practitioners. */
  readonly practitionerId?: string | undefined;
  /** HL7 v3 ActCode: AMB, EMER, IMP … */
  readonly classCode: string;
  /** FHIR R4 EncounterStatus. */
  readonly status: string;
  /** SNOMED CT concept ids of its types, in order. */
  readonly typeCodes: readonly string[];
  /** UTC at whole seconds. */
  readonly start: string;
  /** The date of its start as the file writes it, in the file's own offset. */
  readonly date: string;
  readonly minutes: number;
};

/** FHIR promises no order in a bundle: by start, then by id. */
export const inSourceOrder = (demand: readonly Demand[]): readonly Demand[] =>
  demand.toSorted((a, b) => compare(a.start, b.start) || compare(a.encounterId, b.encounterId));

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
