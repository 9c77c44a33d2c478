import type { Json, Outcome, StaleRevision } from '@liaison/event-store';
import { ProblemException, type ProblemDetail } from './problem.js';

/** What one refusal is to the person who asked. `pointer` names the field of the body, as a JSON pointer. */
export type Problem = {
  readonly status: 400 | 403 | 404 | 409 | 410 | 412 | 422 | 428;
  readonly title: string;
  readonly detail: string;
  readonly pointer?: string;
};

/** A table from refusals to problems that does not compile while a code is missing. */
export type Problems<Refusal extends { readonly code: string }> = {
  readonly [Code in Refusal['code']]: (refusal: Extract<Refusal, { readonly code: Code }>) => Problem;
};

type AcceptedOutcome<Event, Refusal> = Extract<Outcome<Event, Refusal>, { readonly accepted: true }>;
export type Recorded = { readonly revision: number; readonly position: number };

/**
 * The answer to a command: the body with the revision and the position that it led to.
 * @throws ProblemException that lists every refusal, with what the refusal was recorded with as extension members
 */
export function answer<Event, Refusal extends { readonly code: string }>(
  outcome: Outcome<Event, Refusal>,
  problems: Problems<Refusal>,
): Recorded;
export function answer<Event, Refusal extends { readonly code: string }, Body extends object>(
  outcome: Outcome<Event, Refusal>,
  problems: Problems<Refusal>,
  body: Body | ((accepted: AcceptedOutcome<Event, Refusal>) => Body),
): Body & Recorded;
export function answer<Event, Refusal extends { readonly code: string }, Body extends object>(
  outcome: Outcome<Event, Refusal>,
  problems: Problems<Refusal>,
  body?: Body | ((accepted: AcceptedOutcome<Event, Refusal>) => Body),
) {
  if (!outcome.accepted) throw refused(outcome.refusals, problems, outcome.context);
  const { revision, position } = outcome;
  return { ...(typeof body === 'function' ? body(outcome) : body), revision, position };
}

const refused = <Refusal extends { readonly code: string }>(
  refusals: readonly (Refusal | StaleRevision)[],
  problems: Problems<Refusal>,
  context: Json | undefined,
): ProblemException => {
  const all = refusals.map((refusal) => ({ refusal, problem: problemOf(refusal, problems) }));
  const first = all[0];
  if (!first) throw new Error('a command was refused without a reason');
  const errors = all.map(({ refusal: { code, ...facts }, problem: { detail, pointer } }): ProblemDetail => {
    return { ...facts, code, detail, ...(pointer !== undefined && { pointer }) };
  });
  return new ProblemException(first.problem.status, {
    ...extensions(context),
    code: first.refusal.code,
    title: first.problem.title,
    detail: errors.map(({ detail }) => detail).join('; '),
    errors,
  });
};

/** What the refusal is to the person who asked. */
export const problemOf = <Refusal extends { readonly code: string }>(
  refusal: Refusal | StaleRevision,
  problems: Problems<Refusal>,
): Problem => {
  if (isStale(refusal))
    return {
      status: 412,
      title: 'It has changed since you read it',
      detail: `You have seen revision ${refusal.expected}, now it is ${refusal.actual}. Read it again and decide anew.`,
    };
  const code: Refusal['code'] = refusal.code;
  const table: Readonly<Record<string, (refusal: never) => Problem>> = problems;
  const problem = Object.hasOwn(table, code) ? table[code] : undefined;
  if (!problem) throw new Error(`no problem is written for the refusal ${code}`);
  return problem(refusal as never);
};

const isStale = (refusal: { readonly code: string }): refusal is StaleRevision => refusal.code === 'stale-revision';

const extensions = (context: Json | undefined): Readonly<Record<string, unknown>> =>
  typeof context === 'object' && context !== null && !Array.isArray(context) ? (context as Readonly<Record<string, unknown>>) : {};
