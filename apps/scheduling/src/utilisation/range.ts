import { daysBetween } from '@liaison/kernel';
import { NotOlderThan } from '@liaison/service-kit';
import { z } from 'zod';
import { CalendarDate, Slug } from '../http/ids.js';

/** Dates of one question, both ends included. */
const longest = 92;

const fields = z.object({
  from: CalendarDate,
  to: CalendarDate.describe(`Included; less than ${longest} days later`),
  after: Slug.optional().describe('The next of the page before'),
  limit: z.coerce.number().int().min(1).max(100).default(50),
  notOlderThan: NotOlderThan,
});

type Dates = { readonly from: string; readonly to: string };

/** What is asked of utilisation: some dates, a page at a time in the order of the ids. */
export const rangeWith = <Shape extends z.ZodRawShape>(shape: Shape) => {
  const holds = (rule: (dates: Dates) => boolean) => (asked: unknown) => rule(asked as Dates);
  return fields
    .extend(shape)
    .refine(
      holds(({ from, to }) => from <= to),
      { error: 'must not be before from', path: ['to'] },
    )
    .refine(
      holds(({ from, to }) => from > to || daysBetween(from, to) < longest),
      { error: `must be less than ${longest} days after from`, path: ['to'] },
    );
};

/** Some of them after an id, in order, and which one the next page begins after. */
export const paged = <Item>(
  items: readonly Item[],
  idOf: (item: Item) => string,
  { after = '', limit }: { readonly after?: string | undefined; readonly limit: number },
): { readonly page: readonly Item[]; readonly next?: string } => {
  const rest = items.filter((item) => idOf(item) > after).toSorted((a, b) => (idOf(a) < idOf(b) ? -1 : 1));
  const page = rest.slice(0, limit);
  const last = page.at(-1);
  return rest.length > limit && last ? { page, next: idOf(last) } : { page };
};
