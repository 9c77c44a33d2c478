import { accepted, rejected, same, type Decision } from '@liaison/kernel';
import type { VisitTypeDefined } from '../visit-type.events.js';
import { visitTypePolicies, type KnownResources, type VisitTypeObjection } from '../visit-type.policies.js';
import type { VisitType } from '../visit-type.state.js';

/** `known` is what the catalogue says of the resources at this moment: it is judged, not recorded. */
export type DefineVisitType = {
  readonly type: 'DefineVisitType';
  readonly data: VisitTypeDefined['data'] & { readonly known: { readonly resources: KnownResources } };
};
export type VisitTypeRefusal = VisitTypeObjection;

export const defineVisitType = (
  { data: { known, ...facts } }: DefineVisitType,
  visitType: VisitType,
): Decision<VisitTypeDefined, VisitTypeRefusal> => {
  const objections = visitTypePolicies.flatMap((policy) => policy(facts, known.resources));
  if (objections.length > 0) return rejected(...objections);
  return visitType.status === 'defined' && same(visitType, { ...facts, status: 'defined' })
    ? accepted()
    : accepted({ type: 'VisitTypeDefined', data: facts });
};
