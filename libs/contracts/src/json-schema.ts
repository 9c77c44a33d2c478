import { z } from 'zod';

/** JSON Schema draft 7, as AsyncAPI takes it. Fields that a reader does not know are no fault: a later minor version may have more. */
export type JsonSchema = { readonly [keyword: string]: unknown };

export const jsonSchemaOf = (schema: z.ZodType): JsonSchema => {
  const { $schema: _, ...rest } = z.toJSONSchema(schema, { target: 'draft-7', io: 'input' });
  return rest;
};
