import type { BundledResource } from './read-bundle.js';

/**
 * The names under which others may refer to a resource of a bundle (R4, 2.36.4.1 and 3.1.0.11.2): its full URL, its type and
 * id, or a search by one of its identifiers.
 */
export const namesOf = (resource: BundledResource): readonly string[] => [
  ...(resource.fullUrl === undefined ? [] : [resource.fullUrl]),
  `${resource.resourceType}/${resource.id}`,
  ...('identifier' in resource ? (resource.identifier ?? []) : []).flatMap(({ system, value }) =>
    value === undefined ? [] : [`${resource.resourceType}?identifier=${system ?? ''}|${value}`],
  ),
];

/** The names by which to look up what a reference means, the most exact first. */
export const namesIn = (reference: string): readonly string[] => {
  const [, type, id] = /(?:^|\/)([A-Z][A-Za-z]+)\/([A-Za-z0-9.-]{1,64})(?:\/_history\/[^/]+)?$/.exec(reference) ?? [];
  return type === undefined ? [reference] : [reference, `${type}/${id}`];
};
