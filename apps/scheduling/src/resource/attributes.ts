import { z } from 'zod';

/**
 * A code in the form of a FHIR token: `system|code`, or `code` alone for words of one's own (`orthopedics`). What something
 * is called stays outside, where the code system has it.
 */
export const Token = z.string().regex(/^(?:[^\s|]{1,200}\|)?[A-Za-z0-9][\w.:/-]{0,63}$/, 'must be a code, or system|code, without spaces');

const tokens = z.array(Token).max(50).readonly();

/** What visits may ask for in somebody or something, instead of naming them. */
export const Attributes = z
  .object({
    /** PractitionerRole.specialty */
    specialties: tokens.optional(),
    /** What somebody is allowed to do here: `robotic-surgery`. */
    privileges: tokens.optional(),
    /** BCP 47, as in Practitioner.communication: `es`, `ase` (American Sign Language). */
    languages: tokens.optional(),
    /** What a room or a device has: `hoist`, `negative-pressure`. */
    features: tokens.optional(),
  })
  .readonly();
export type Attributes = z.infer<typeof Attributes>;

export const attributeKinds = ['specialties', 'privileges', 'languages', 'features'] as const;
export type AttributeKind = (typeof attributeKinds)[number];

/** As in FHIR token search: a code alone asks for it in any system. */
const says = (has: string, wanted: string): boolean => has === wanted || (!wanted.includes('|') && has.split('|')[1] === wanted);

/** Everything that is asked for and is not there. */
export const lacks = (
  has: Attributes | undefined,
  wanted: Attributes,
): readonly { readonly attribute: AttributeKind; readonly code: string }[] =>
  attributeKinds.flatMap((attribute) =>
    (wanted[attribute] ?? [])
      .filter((code) => !(has?.[attribute] ?? []).some((each) => says(each, code)))
      .map((code) => ({ attribute, code })),
  );

/** Without what is empty, so that saying nothing is said in one way. */
export const plainAttributes = (attributes: Attributes | undefined): { readonly attributes?: Attributes } => {
  const kept = attributeKinds.flatMap((kind) => {
    const codes = [...new Set(attributes?.[kind] ?? [])];
    return codes.length > 0 ? [[kind, codes] as const] : [];
  });
  return kept.length > 0 ? { attributes: Object.fromEntries(kept) } : {};
};
