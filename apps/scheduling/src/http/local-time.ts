import { readOffTheWall, toUtc } from '@liaison/kernel';
import type { Problem } from '@liaison/service-kit';
import { z } from 'zod';

/** An instant with its offset, or a date and time as the wall clock of the place shows it. */
export const LocalTime = z
  .string()
  .regex(
    /^(19|[2-8]\d)\d\d-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])T([01]\d|2[0-3]):[0-5]\d(:[0-5]\d)?(Z|[+-]([01]\d|2[0-3]):[0-5]\d)?$/,
    'must be a time like 2026-12-01T09:00, on the wall clock of the place, or with its offset: 2026-12-01T09:00:00-05:00',
  )
  .refine(
    (text) => new Date(`${text.slice(0, 10)}T00:00:00Z`).toJSON()?.startsWith(text.slice(0, 10)) ?? false,
    'must be on a date of the calendar',
  );

export type LocalTimeRefusal = {
  readonly code: 'local-time-does-not-exist' | 'local-time-exists-twice';
  readonly field: string;
  readonly local: string;
  readonly zone: string;
};

/** UTC at whole seconds, or why the clocks of the zone leave it open. `field` is the one it stands in. */
export const readLocalTime = (text: string, zone: string, field: string): string | LocalTimeRefusal => {
  if (/(Z|[+-]\d\d:\d\d)$/.test(text)) return toUtc(text);
  const read = readOffTheWall(text, zone);
  return 'instant' in read ? read.instant : { code: `local-time-${read.fault}`, field, local: text, zone };
};

export const localTimeProblems = {
  'local-time-does-not-exist': ({ field, local, zone }: LocalTimeRefusal): Problem => ({
    status: 422,
    title: 'The clocks leave this time out',
    detail: `${field}: ${local} does not exist in ${zone}; name another time, or the offset that is meant`,
    pointer: `/${field}`,
  }),
  'local-time-exists-twice': ({ field, local, zone }: LocalTimeRefusal): Problem => ({
    status: 422,
    title: 'The clocks show this time twice',
    detail: `${field}: ${local} comes twice in ${zone}; add the offset that is meant`,
    pointer: `/${field}`,
  }),
};
