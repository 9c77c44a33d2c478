import { same } from '@liaison/kernel';
import type { JsonSchema } from './json-schema.js';

const fieldsOf = ({ properties }: JsonSchema): Readonly<Record<string, JsonSchema>> =>
  (properties ?? {}) as Readonly<Record<string, JsonSchema>>;
const requiredOf = ({ required }: JsonSchema): readonly string[] => (required ?? []) as readonly string[];
const isObject = ({ type, properties }: JsonSchema): boolean => type === 'object' && properties !== undefined;

/**
 * What a schema of a contract may not do within its version: anything but gain an optional field. Those who hold events of the
 * old schema and those who read by it are both served by that.
 *
 * @returns every break, by the path of its field; none when the version may stay
 */
export const breakingChanges = (before: JsonSchema, now: JsonSchema, path = ''): readonly string[] => {
  if (!isObject(before) || !isObject(now)) return same(before, now) ? [] : [`${path || 'the event'} says something else now`];
  const [old, fresh] = [fieldsOf(before), fieldsOf(now)];
  return [
    ...Object.entries(old).flatMap(([field, schema]) => {
      const at = `${path}/${field}`;
      const kept = Object.hasOwn(fresh, field) ? fresh[field] : undefined;
      if (!kept) return [`${at} is gone`];
      const [was, is] = [requiredOf(before).includes(field), requiredOf(now).includes(field)];
      return [...(was === is ? [] : [`${at} is ${is ? 'required' : 'optional'} now`]), ...breakingChanges(schema, kept, at)];
    }),
    ...Object.keys(fresh).flatMap((field) =>
      !Object.hasOwn(old, field) && requiredOf(now).includes(field) ? [`${path}/${field} is new and required`] : [],
    ),
  ];
};
