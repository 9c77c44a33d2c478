import { createHash } from 'node:crypto';
import type { z } from 'zod';

/**
 * Facts in a text that people pass on and do not read: with a checksum, so that what was cut off or changed on the way is
 * noticed. It is no secret and no promise: whoever takes it back judges the facts anew.
 */
export const sealed = (facts: unknown): string => {
  const text = Buffer.from(JSON.stringify(facts)).toString('base64url');
  return `${text}.${checksum(text)}`;
};

export const unsealed = <Facts>(text: string, schema: z.ZodType<Facts>): Facts | undefined => {
  const [content = '', sum, ...more] = text.split('.');
  if (sum !== checksum(content) || more.length > 0) return undefined;
  try {
    return schema.safeParse(JSON.parse(Buffer.from(content, 'base64url').toString('utf8'))).data;
  } catch {
    return undefined;
  }
};

const checksum = (text: string): string => createHash('sha256').update(text).digest('base64url').slice(0, 10);
