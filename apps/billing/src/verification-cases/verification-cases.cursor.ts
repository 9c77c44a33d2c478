import { Instant } from '@liaison/contracts';
import { z } from 'zod';

/** Where a page ended: the next one begins after this visit. */
export type Place = { readonly visitAt: string; readonly caseId: string };

/** Years that PostgreSQL and the calendar share. */
const Parts = z.tuple([Instant.regex(/^[1-9]/), z.uuid()]);

/** Opaque to its readers, so that the order behind it may change. */
export const cursorAt = ({ visitAt, caseId }: Place): string => Buffer.from(JSON.stringify([visitAt, caseId])).toString('base64url');

/** Undefined for anything that {@link cursorAt} did not write. */
export const placeOf = (cursor: string): Place | undefined => {
  try {
    const [visitAt, caseId] = Parts.parse(JSON.parse(Buffer.from(cursor, 'base64url').toString()));
    return { visitAt, caseId };
  } catch {
    return undefined;
  }
};

export const Cursor = z.string().transform((cursor, { issues }): Place => {
  const place = placeOf(cursor);
  if (place) return place;
  issues.push({ code: 'custom', message: 'must be the nextCursor of an earlier page', input: cursor });
  return z.NEVER;
});
