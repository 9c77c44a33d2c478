import { z } from 'zod';

/** The values that `type` may have in a schema of events: one object or a union of them. */
export const typesOf = (events: z.ZodType): ReadonlySet<string> => {
  if (events instanceof z.ZodUnion) return new Set(events.options.flatMap((option) => [...typesOf(option as z.ZodType)]));
  const type = events instanceof z.ZodObject ? (events.shape as Record<string, unknown>)['type'] : undefined;
  if (type instanceof z.ZodLiteral) return new Set([...type.values].map(String));
  throw new Error('a schema of events is an object with a literal type, or a union of such');
};
