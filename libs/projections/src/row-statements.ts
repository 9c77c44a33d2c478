import { quoted } from './identifiers.js';
import type { AnyProjection } from './projection.js';
import { InvalidChange, type Fields, type RowBatch, type Step } from './row-batch.js';

/** Its text on a condition that each of its rows must meet as well, and the parameter that its only value is: `$1` without it. */
export type Statement = {
  readonly kind: 'put' | 'change';
  readonly text: (on: string, value?: string) => string;
  readonly values: readonly [string];
};

/**
 * SQL for a batch. Rows travel as one JSON parameter and take their types from the table itself, so a column may have any
 * type that JSON can be read into.
 */
export const statementsOf = ({ columns, key }: AnyProjection, table: string, { steps, puts }: RowBatch): readonly Statement[] => {
  const column = (field: string): string => {
    const name = Object.hasOwn(columns, field) ? columns[field] : undefined;
    if (name === undefined) throw new InvalidChange(`the field "${field}" has no column`);
    return name;
  };
  const inColumns = (fields: Fields): Fields => Object.fromEntries(Object.entries(fields).map(([field, value]) => [column(field), value]));
  const named = Object.entries(columns);
  // a row is often spread from an event, which may hold more than the row has columns for
  const rowInColumns = (row: Fields): Fields => {
    const inThem: Record<string, unknown> = {};
    for (const [field, name] of named) inThem[name] = row[field];
    return inThem;
  };
  const equal = (where: Fields): string =>
    Object.entries(where)
      .map(([field, value]) => [quoted(column(field)), value] as const)
      .map(([name, value]) => (value === null ? `t.${name} is null` : `t.${name} = w.${name}`))
      .join(' and ');

  const removal = (wheres: readonly Fields[]): Statement => ({
    kind: 'change',
    text: (on, value = '$1') =>
      `delete from ${table} t using json_populate_recordset(null::${table}, ${value}::json) w where ${equal(wheres[0] ?? {})} and ${on}`,
    values: [JSON.stringify(wheres.map(inColumns))],
  });
  const setting = (sets: readonly { readonly where: Fields; readonly set: Fields }[]): Statement => {
    const { where = {}, set = {} } = sets[0] ?? {};
    const assigned = Object.keys(set).map((field) => `${quoted(column(field))} = s.${quoted(column(field))}`);
    return {
      kind: 'change',
      text: (on, value = '$1') =>
        `update ${table} t set ${assigned.join(', ')} from json_array_elements(${value}::json) e, ` +
        `json_populate_record(null::${table}, e->'where') w, json_populate_record(null::${table}, e->'set') s where ${equal(where)} and ${on}`,
      values: [JSON.stringify(sets.map((each) => ({ where: inColumns(each.where), set: inColumns(each.set) })))],
    };
  };
  const putting = (rows: readonly Fields[]): Statement => {
    const all = Object.values(columns).map(quoted);
    const keys = key.map((field) => quoted(column(String(field))));
    const others = all.filter((name) => !keys.includes(name)).map((name) => `${name} = excluded.${name}`);
    return {
      kind: 'put',
      text: (on, value = '$1') =>
        `insert into ${table} (${all.join(', ')}) select ${all.join(', ')} from json_populate_recordset(null::${table}, ${value}::json) where ${on} ` +
        `on conflict (${keys.join(', ')}) do ${others.length === 0 ? 'nothing' : `update set ${others.join(', ')}`}`,
      values: [JSON.stringify(rows.map(rowInColumns))],
    };
  };
  const stepped = (step: Step): Statement =>
    step.kind === 'remove' ? removal([...step.wheres.values()]) : setting([...step.wheres.values()]);

  return [...steps.map(stepped), ...(puts.length === 0 ? [] : [putting(puts)])];
};
