import { displayName, namesIn, namesOf, type BundledResource, type Encounter, type FhirFault } from '@liaison/fhir';
import { minutesBetween, toUtc } from '@liaison/kernel';
import type { ImportedPractitioner } from './definitions.js';
import type { Demand } from './demand.js';
import { snomed } from './departments.js';
import { patientIdOf, resourceIdOf } from './ids.js';

export type SourceFault = FhirFault & { readonly file: string };
export type ReadDemand = {
  readonly demand: readonly Demand[];
  readonly practitioners: readonly ImportedPractitioner[];
  readonly faults: readonly SourceFault[];
  /** Encounters that stood in the files more than once, with the same facts; they count once. */
  readonly repeated: number;
};

type Person = { readonly id: string; readonly deceased: boolean };
type Visit = {
  readonly file: string;
  readonly at: string;
  readonly encounterId: string;
  readonly subject: string;
  readonly participants: readonly string[];
  readonly facts: Pick<Demand, 'classCode' | 'status' | 'typeCodes' | 'start' | 'date' | 'minutes'>;
};

/**
 * Gathers demand file by file and keeps only what booking needs, so that the size of a folder does not matter much.
 * References are looked up at the end: a practitioner may stand in a later file than the encounter.
 */
export class DemandReader {
  private readonly patients = new Map<string, Person>();
  private readonly practitioners = new Map<string, string>();
  private readonly names = new Map<string, string>();
  private readonly visits = new Map<string, Visit>();
  private readonly faults: SourceFault[] = [];
  private repeated = 0;

  take(file: string, resources: readonly BundledResource[]): void {
    for (const resource of resources) {
      switch (resource.resourceType) {
        case 'Patient': {
          const deceased = resource.deceasedBoolean === true || resource.deceasedDateTime !== undefined;
          for (const name of namesOf(resource)) this.patients.set(name, { id: resource.id, deceased });
          break;
        }
        case 'Practitioner': {
          const practitionerId = resourceIdOf(resource.id);
          for (const name of namesOf(resource)) this.practitioners.set(name, practitionerId);
          this.names.set(practitionerId, displayName(resource) ?? `Practitioner ${resource.id.slice(0, 8)}`);
          break;
        }
        case 'Encounter':
          this.takeVisit(visitOf(file, resource));
          break;
        case 'Organization':
          break;
      }
    }
  }

  result(): ReadDemand {
    const demand: Demand[] = [];
    const faults = [...this.faults];
    for (const { file, at, subject, participants, ...visit } of this.visits.values()) {
      const patient = this.patientNamed(subject);
      if (!patient) {
        faults.push({ file, at: `${at}.resource.subject.reference`, problem: 'names no patient of these files' });
        continue;
      }
      const practitionerId = participants.flatMap(namesIn).flatMap((name) => this.practitioners.get(name) ?? [])[0];
      demand.push({
        encounterId: visit.encounterId,
        patientId: patientIdOf(patient.id),
        patientDeceased: patient.deceased,
        practitionerId,
        ...visit.facts,
      });
    }
    const practitioners = [...this.names].map(([practitionerId, name]) => ({ practitionerId, name }));
    const byId = practitioners.toSorted((a, b) => (a.practitionerId < b.practitionerId ? -1 : 1));
    return { demand, practitioners: byId, faults, repeated: this.repeated };
  }

  private takeVisit(visit: Visit): void {
    const known = this.visits.get(visit.encounterId);
    if (!known) this.visits.set(visit.encounterId, visit);
    else if (JSON.stringify(known.facts) === JSON.stringify(visit.facts)) this.repeated += 1;
    else {
      const problem = `is also the id of another encounter, ${known.at} of ${known.file}`;
      this.faults.push({ file: visit.file, at: `${visit.at}.resource.id`, problem });
    }
  }

  private patientNamed(reference: string): Person | undefined {
    return namesIn(reference).flatMap((name) => this.patients.get(name) ?? [])[0];
  }
}

const visitOf = (file: string, encounter: BundledResource<Encounter>): Visit => ({
  file,
  at: encounter.at,
  encounterId: encounter.id,
  subject: encounter.subject.reference,
  participants: (encounter.participant ?? []).flatMap(({ individual }) => individual?.reference ?? []),
  facts: {
    classCode: encounter.class.code,
    status: encounter.status ?? 'unknown',
    typeCodes: (encounter.type ?? []).flatMap(({ coding }) =>
      (coding ?? []).flatMap(({ system, code }) => (system === snomed && code !== undefined ? [code] : [])),
    ),
    start: toUtc(encounter.period.start),
    date: encounter.period.start.slice(0, 10),
    minutes: minutesBetween(encounter.period.start, encounter.period.end),
  },
});
