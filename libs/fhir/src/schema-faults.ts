import type { z } from 'zod';
import { locationOf, type FhirFault } from './fault.js';

/** What a schema found, in words for people, without the values that it found. */
export const faultsOf = (root: string, { issues }: z.ZodError, value: unknown): readonly FhirFault[] =>
  issues.map((issue) => ({ at: locationOf(root, issue.path), problem: problemOf(issue, value) }));

const problemOf = (issue: z.core.$ZodIssue, value: unknown): string => {
  if (issue.code !== 'custom' && at(value, issue.path) === undefined) return 'is missing';
  switch (issue.code) {
    case 'invalid_type':
      return `must be ${article(issue.expected)}`;
    case 'invalid_value':
      return `must be ${issue.values.map(String).join(', or ')}`;
    case 'too_small':
      return 'is empty';
    default:
      return issue.message;
  }
};

const article = (type: string): string => (/^[aeiou]/.test(type) ? `an ${type}` : `a ${type}`);

const at = (value: unknown, path: readonly PropertyKey[]): unknown =>
  path.reduce<unknown>((inner, step) => (typeof inner === 'object' && inner !== null ? Reflect.get(inner, step) : undefined), value);
