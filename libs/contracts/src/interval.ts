import { z } from 'zod';

/** UTC at whole seconds (`2026-12-01T09:00:00Z`), so that text order is time order. */
export const Instant = z.iso.datetime({ precision: 0 });

/** The fields of an interval: from inclusive, to exclusive. */
export const Interval = { from: Instant, to: Instant };

export const inOrder = <Fields extends z.ZodType<{ from: string; to: string }>>(fields: Fields) =>
  fields.refine(({ from, to }) => from < to, { error: 'must be later than from', path: ['to'] });
