import { z } from 'zod';
import {
  importedSite,
  placeDefinitions,
  practitionerPhase,
  resourceDefinitions,
  visitTypeDefinition,
  type Definition,
  type ImportedPractitioner,
} from '../../import/definitions.js';
import type { ImportedVisitType, KnownPools } from '../../import/visit-types.js';
import { inLanes } from '../in-lanes.js';
import type { LiaisonApi } from '../liaison-api.js';
import { bodyOf, failureOf } from '../problem.js';
import type { Screen } from '../screen.js';

const Phase = z.looseObject({ name: z.string(), anyOf: z.array(z.string()) });
const VisitType = z.object({ name: z.string(), departmentId: z.string(), durationMinutes: z.number(), phases: z.array(Phase) });
const VisitTypes = z.object({ visitTypes: z.array(VisitType.extend({ visitTypeId: z.string() })) });

/** The practitioners whom the visit types of earlier runs know. */
export const knownPools = async (api: LiaisonApi): Promise<KnownPools> => {
  const reply = await api.get(`/scheduling/sites/${importedSite.siteId}/visit-types`);
  if (reply.status === 404) return new Map();
  const { visitTypes } = bodyOf(reply, VisitTypes, 'The request for the visit types');
  return new Map(
    visitTypes.map(({ visitTypeId, phases }) => [visitTypeId, phases.find(({ name }) => name === practitionerPhase)?.anyOf ?? []]),
  );
};

export type Wanted = { readonly practitioners: readonly ImportedPractitioner[]; readonly visitTypes: readonly ImportedVisitType[] };

/** Everything that booking needs. What somebody has changed since an earlier run stays as it is. */
export const defineAll = async (
  api: LiaisonApi,
  { practitioners, visitTypes }: Wanted,
  known: KnownPools,
  screen: Screen,
): Promise<void> => {
  const places = placeDefinitions();
  const resources = resourceDefinitions(practitioners);
  const progress = screen.progress('Defining', places.length + resources.flat().length + visitTypes.length);
  let done = 0;
  let kept = 0;
  const one = async (definition: Definition) => {
    if ((await define(api, definition)) === 'kept') kept += 1;
    progress.at(++done, 'site, departments, resources, visit types');
  };
  const oneAfterAnother = async (definitions: readonly Definition[]) => {
    for (const definition of definitions) await one(definition);
  };
  await oneAfterAnother(places);
  await inLanes(resources, oneAfterAnother);
  await inLanes(visitTypes, async (visitType) => {
    const pool = known.get(visitType.visitTypeId);
    if (!pool) return one(visitTypeDefinition(visitType));
    if (visitType.practitionerIds.some((id) => !pool.includes(id))) await widen(api, visitType);
    progress.at(++done);
  });
  progress.end();
  if (kept > 0) screen.say(`${kept} definitions were changed since they were imported: they stay as they are.`);
};

/** @param idempotencyKey a key of its own when none is given */
export const define = async (api: LiaisonApi, { path, body }: Definition, idempotencyKey?: string): Promise<'defined' | 'kept'> => {
  const reply = await api.put(path, { body, ...(idempotencyKey === undefined ? {} : { idempotencyKey }) });
  if (reply.status === 428) return 'kept';
  if (reply.status >= 300) throw failureOf(reply, `PUT ${path}`);
  return 'defined';
};

/** Adds practitioners to the pool of a visit type, and leaves everything else of it as it is. */
const widen = async (api: LiaisonApi, visitType: ImportedVisitType): Promise<void> => {
  const { path } = visitTypeDefinition(visitType);
  const found = await api.get(path);
  const { phases, ...facts } = bodyOf(found, VisitType, `GET ${path}`);
  const wider = phases.map((phase) =>
    phase.name === practitionerPhase ? { ...phase, anyOf: [...new Set([...phase.anyOf, ...visitType.practitionerIds])] } : phase,
  );
  const reply = await api.put(path, { body: { ...facts, phases: wider }, ...(found.etag === null ? {} : { ifMatch: found.etag }) });
  if (reply.status >= 300) throw failureOf(reply, `PUT ${path}`);
};
