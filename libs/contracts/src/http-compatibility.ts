import { same } from '@liaison/kernel';
import type { JsonSchema } from './json-schema.js';

type Operation = {
  readonly parameters?: readonly {
    readonly name: string;
    readonly in: string;
    readonly required?: boolean;
    readonly schema?: JsonSchema;
  }[];
  readonly requestBody?: { readonly content?: Readonly<Record<string, { readonly schema?: JsonSchema }>> };
  readonly responses?: Readonly<Record<string, { readonly content?: Readonly<Record<string, { readonly schema?: JsonSchema }>> }>>;
};
/** As much of an OpenAPI document as can break for those who use it. */
export type ApiDocument = {
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
  readonly components?: { readonly schemas?: Readonly<Record<string, JsonSchema>> };
};
type Direction = 'request' | 'answer';
type Sides = { readonly before: ApiDocument; readonly now: ApiDocument; readonly direction: Direction };

/**
 * What those who use an API of before would stumble over: something is gone, a request must say more or may say less, an answer
 * says less.
 *
 * @returns every break, by operation and field
 */
export const breakingApiChanges = (before: ApiDocument, now: ApiDocument): readonly string[] =>
  Object.entries(before.paths).flatMap(([path, operations]) =>
    Object.entries(operations).flatMap(([method, operation]) => {
      const name = `${method.toUpperCase()} ${path}`;
      const kept = now.paths[path]?.[method];
      return kept ? breaksOf(name, operation, kept, { before, now }) : [`${name} is gone`];
    }),
  );

const breaksOf = (name: string, old: Operation, fresh: Operation, documents: Omit<Sides, 'direction'>): readonly string[] => [
  ...parameterBreaks(name, old, fresh),
  ...schemaBreaks(`${name} request`, bodyOf(old), bodyOf(fresh), { ...documents, direction: 'request' }),
  ...Object.entries(old.responses ?? {}).flatMap(([status, { content }]) => {
    const kept = fresh.responses?.[status];
    if (!kept) return [`${name} answers no ${status} any more`];
    return schemaBreaks(`${name} ${status}`, jsonOf(content), jsonOf(kept.content), { ...documents, direction: 'answer' });
  }),
];

const jsonOf = (content: Readonly<Record<string, { readonly schema?: JsonSchema }>> | undefined) => content?.['application/json']?.schema;
const bodyOf = ({ requestBody }: Operation) => jsonOf(requestBody?.content);

const parameterBreaks = (name: string, old: Operation, fresh: Operation): readonly string[] => {
  const idOf = (parameter: { readonly in: string; readonly name: string }) => `${parameter.in} ${parameter.name}`;
  const known = new Map((old.parameters ?? []).map((parameter) => [idOf(parameter), parameter]));
  const left = new Set((fresh.parameters ?? []).map(idOf));
  return [
    ...[...known.keys()].filter((id) => !left.has(id)).map((id) => `${name} takes no ${id} any more`),
    ...(fresh.parameters ?? [])
      .filter((parameter) => parameter.required && !known.get(idOf(parameter))?.required)
      .map((parameter) => `${name} requires ${idOf(parameter)} now`),
  ];
};

const resolved = (schema: JsonSchema | undefined, document: ApiDocument): JsonSchema | undefined => {
  const name = typeof schema?.['$ref'] === 'string' ? schema['$ref'].replace('#/components/schemas/', '') : undefined;
  return name === undefined ? schema : document.components?.schemas?.[name];
};

const schemaBreaks = (
  at: string,
  old: JsonSchema | undefined,
  fresh: JsonSchema | undefined,
  sides: Sides,
  depth = 0,
): readonly string[] => {
  const [was, is] = [resolved(old, sides.before), resolved(fresh, sides.now)];
  if (!was || depth > 12) return [];
  if (!is) return [`${at} has no body any more`];
  if (!same(was['type'], is['type'])) return [`${at} is of another type now`];
  return [
    ...valueBreaks(at, was, is, sides.direction),
    ...fieldBreaks(at, was, is, sides, depth),
    ...(was['items'] ? schemaBreaks(`${at}[]`, was['items'] as JsonSchema, is['items'] as JsonSchema | undefined, sides, depth + 1) : []),
  ];
};

/** A request must go on taking every value; an answer may not bring values that nobody knew. */
const valueBreaks = (at: string, was: JsonSchema, is: JsonSchema, direction: Direction): readonly string[] => {
  const [old, fresh] = [was['enum'], is['enum']] as (readonly unknown[] | undefined)[];
  if (direction === 'request')
    return fresh && !(old ?? [undefined]).every((value) => fresh.includes(value)) ? [`${at} takes fewer values now`] : [];
  return old && !(fresh ?? [undefined]).every((value) => old.includes(value)) ? [`${at} may have other values now`] : [];
};

const fieldBreaks = (at: string, was: JsonSchema, is: JsonSchema, sides: Sides, depth: number): readonly string[] => {
  const [old, fresh] = [was['properties'] ?? {}, is['properties'] ?? {}] as Readonly<Record<string, JsonSchema>>[];
  const [mandatory, required] = [was['required'] ?? [], is['required'] ?? []] as (readonly string[])[];
  return [
    ...Object.entries(old ?? {}).flatMap(([field, schema]) => {
      const kept = fresh?.[field];
      return kept ? schemaBreaks(`${at}/${field}`, schema, kept, sides, depth + 1) : [`${at}/${field} is gone`];
    }),
    ...(sides.direction === 'request'
      ? (required ?? []).filter((field) => !mandatory?.includes(field)).map((field) => `${at}/${field} is required now`)
      : (mandatory ?? [])
          .filter((field) => !required?.includes(field) && fresh?.[field])
          .map((field) => `${at}/${field} may be missing now`)),
  ];
};
