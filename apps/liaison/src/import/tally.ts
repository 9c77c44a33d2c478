import { departments } from './departments.js';
import type { Plan } from './plan.js';
import { reasons, type Reason } from './why-not-bookable.js';

/** What became of one bookable encounter. */
export type Outcome = { readonly outcome: 'booked' } | { readonly outcome: 'refused'; readonly codes: readonly string[] };

export type Counts = {
  readonly read: number;
  readonly bookable: number;
  readonly booked: number;
  readonly refused: number;
  readonly notBookable: number;
  /** A refused encounter counts under each of its codes. */
  readonly refusedBy: Readonly<Record<string, number>>;
  readonly notBookableBy: Readonly<Partial<Record<Reason, number>>>;
};
export type DepartmentCounts = Counts & { readonly departmentId: string; readonly name: string };

/** What was read, and what became of it. */
export const tally = ({ visits, notBookable }: Omit<Plan, 'visitTypes'>, outcomes: ReadonlyMap<string, Outcome>): Counts => {
  const done = visits.flatMap(({ encounterId }) => outcomes.get(encounterId) ?? []);
  const refused = done.filter((each) => each.outcome === 'refused');
  return {
    read: visits.length + notBookable.length,
    bookable: visits.length,
    booked: done.length - refused.length,
    refused: refused.length,
    notBookable: notBookable.length,
    refusedBy: count(refused.flatMap(({ codes }) => [...new Set(codes)]).toSorted()),
    notBookableBy: count(inOrderOfAsking(notBookable.map(({ reason }) => reason))),
  };
};

/** Only departments with something read. */
export const tallyByDepartment = (plan: Plan, outcomes: ReadonlyMap<string, Outcome>): readonly DepartmentCounts[] =>
  departments
    .map(({ departmentId, name }) => {
      const here = (each: { readonly departmentId: string }) => each.departmentId === departmentId;
      const own = { visits: plan.visits.filter(here), notBookable: plan.notBookable.filter(here) };
      return { departmentId, name, ...tally(own, outcomes) };
    })
    .filter(({ read }) => read > 0);

const inOrderOfAsking = (given: readonly Reason[]): readonly Reason[] =>
  (Object.keys(reasons) as Reason[]).flatMap((reason) => given.filter((each) => each === reason));

const count = <Key extends string>(keys: readonly Key[]): Record<Key, number> =>
  keys.reduce((counts, key) => ({ ...counts, [key]: (counts[key] ?? 0) + 1 }), {} as Record<Key, number>);
