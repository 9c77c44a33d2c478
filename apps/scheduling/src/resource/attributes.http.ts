import { z } from 'zod';
import { attributeKinds, Token, type Attributes } from './attributes.js';

const Coding = z
  .object({
    system: z.url().max(200).optional(),
    code: z.string().regex(/^[A-Za-z0-9][\w.:/-]{0,63}$/, 'must be a code of up to 64 letters, digits and . : / - _'),
  })
  .meta({ id: 'Coding' });
const codes = z
  .array(z.union([Token, Coding]))
  .max(50)
  .optional();

/** Codes as tokens (`system|code`, or a word of one's own) or as FHIR codings. */
export const AttributesBody = z
  .object({
    specialties: codes.describe('PractitionerRole.specialty'),
    privileges: codes.describe('What somebody is allowed to do here'),
    languages: codes.describe('BCP 47'),
    features: codes.describe('What a room or a device has'),
  })
  .meta({ id: 'Attributes' });

export const attributesOf = (body: z.infer<typeof AttributesBody>): Attributes =>
  Object.fromEntries(attributeKinds.flatMap((kind) => (body[kind] === undefined ? [] : [[kind, body[kind].map(tokenOf)]])));

const tokenOf = (code: string | z.infer<typeof Coding>): string =>
  typeof code === 'string' ? code : code.system === undefined ? code.code : `${code.system}|${code.code}`;
