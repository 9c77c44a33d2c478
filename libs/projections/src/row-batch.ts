import type { Change } from './projection.js';

export type Fields = Readonly<Record<string, unknown>>;

/** One statement's worth: what to change among the rows that were there before the batch. */
export type Step =
  | { readonly kind: 'remove'; readonly shape: string; readonly wheres: Map<string, Fields> }
  | { readonly kind: 'set'; readonly shape: string; readonly wheres: Map<string, { readonly where: Fields; readonly set: Fields }> };

/** The steps in order, then the rows to put: together they leave what the changes would have left one by one. */
export type RowBatch = { readonly steps: readonly Step[]; readonly puts: readonly Fields[] };

/**
 * Many changes as few statements. Rows that the batch itself puts are kept here and changed here; a row that was put and
 * is removed again is also removed by key, because what the table holds under that key may match nothing.
 */
export const batched = (key: readonly string[], changes: readonly Change<object>[]): RowBatch => {
  const steps: Step[] = [];
  const puts = new Map<string, Fields>();

  const remove = (where: Fields) => {
    const shape = shapeOf(where);
    const group = trailingRemoves(steps).find((step) => step.shape === shape) ?? begin(steps, { kind: 'remove', shape, wheres: new Map() });
    group.wheres.set(text(where), where);
  };
  const set = (where: Fields, values: Fields) => {
    const shape = `${shapeOf(where)}${shapeOf(values, false)}`;
    const last = steps.at(-1);
    const joins = last?.kind === 'set' && last.shape === shape && Object.keys(values).every((field) => !Object.hasOwn(where, field));
    (joins ? last : begin(steps, { kind: 'set', shape, wheres: new Map() })).wheres.set(text(where), { where, set: values });
  };

  for (const change of changes) {
    if ('put' in change) {
      const row = change.put as Fields;
      puts.set(textOfKey(key, row), row);
    } else if ('remove' in change) {
      const where = condition(change.remove);
      for (const [id, row] of puts)
        if (matches(row, where)) {
          puts.delete(id);
          remove(keyOf(key, row));
        }
      remove(where);
    } else {
      const [where, values] = [condition(change.where), change.set as Fields];
      if (key.some((field) => Object.hasOwn(values, field))) throw new InvalidChange('set must not change the key');
      if (Object.keys(values).length === 0) continue;
      for (const [id, row] of puts) if (matches(row, where)) puts.set(id, { ...row, ...values });
      set(where, values);
    }
  }
  return { steps, puts: [...puts.values()] };
};

/** Removes commute with each other, so any of the last unbroken run of them may take one more. */
const trailingRemoves = (steps: readonly Step[]) => {
  const from = steps.findLastIndex(({ kind }) => kind === 'set') + 1;
  return steps.slice(from).filter((step) => step.kind === 'remove');
};

const begin = <Kind extends Step>(steps: Step[], step: Kind): Kind => {
  steps.push(step);
  return step;
};

/** Field names, and which of them must be null: two conditions of one shape never share a row. */
const shapeOf = (fields: Fields, nulls = true): string =>
  JSON.stringify(
    Object.keys(fields)
      .sort()
      .map((field) => (nulls && fields[field] === null ? [field] : field)),
  );

const text = (fields: Fields): string =>
  JSON.stringify(
    Object.keys(fields)
      .sort()
      .map((field) => [field, fields[field]]),
  );

const keyOf = (key: readonly string[], row: Fields): Fields => Object.fromEntries(key.map((field) => [field, ofKey(field, row)]));

/** Made for each row that is put. */
const textOfKey = (key: readonly string[], row: Fields): string => JSON.stringify(key.map((field) => ofKey(field, row)));

const ofKey = (field: string, row: Fields): unknown => {
  const value = row[field];
  if (value === undefined || value === null) throw new InvalidChange(`the key field "${field}" is missing`);
  return value;
};

/** An empty or undefined condition would hit every row: surely a slip. */
const condition = (where: object): Fields => {
  const values = Object.values(where);
  if (values.length === 0 || values.includes(undefined)) throw new InvalidChange('a condition must name values');
  return where as Fields;
};

const matches = (row: Fields, where: Fields): boolean =>
  Object.entries(where).every(([field, value]) => JSON.stringify(row[field] ?? null) === JSON.stringify(value));

export class InvalidChange extends Error {
  readonly code = 'invalid-change';
}
