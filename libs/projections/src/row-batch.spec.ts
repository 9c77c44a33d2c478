import fc from 'fast-check';
import type { Change } from './projection.js';
import { batched, InvalidChange, type Fields, type RowBatch } from './row-batch.js';

type Row = { room: number; hour: number; status: string | null; note: string };
type Table = ReadonlyMap<string, Fields>;
const key = ['room', 'hour'] as const;
const idOf = (row: Fields): string => JSON.stringify(key.map((field) => row[field]));
const hits = (row: Fields, where: Fields): boolean => Object.entries(where).every(([field, value]) => row[field] === value);

const without = (table: Table, where: Fields): Table => new Map([...table].filter(([, row]) => !hits(row, where)));
const changed = (table: Table, where: Fields, set: Fields): Table =>
  new Map([...table].map(([id, row]) => [id, hits(row, where) ? { ...row, ...set } : row]));
const withRow = (table: Table, row: Fields): Table => new Map([...table, [idOf(row), row]]);

const oneByOne = (table: Table, changes: readonly Change<object>[]): Table =>
  changes.reduce<Table>(
    (rows, change) =>
      'put' in change
        ? withRow(rows, change.put as Fields)
        : 'remove' in change
          ? without(rows, change.remove as Fields)
          : changed(rows, change.where as Fields, change.set as Fields),
    table,
  );

/** As a database does it: every row of a statement sees the table as it was before the statement. */
const asStatements = (table: Table, { steps, puts }: RowBatch): Table =>
  puts.reduce(
    withRow,
    steps.reduce<Table>((rows, step) => {
      if (step.kind === 'remove') return [...step.wheres.values()].reduce(without, rows);
      const sets = [...step.wheres.values()];
      return new Map(
        [...rows].map(([id, row]) => {
          const matching = sets.filter(({ where }) => hits(row, where));
          if (matching.length > 1) throw new Error('one statement would change a row twice');
          return [id, { ...row, ...matching[0]?.set }];
        }),
      );
    }, table),
  );

const small = fc.integer({ min: 1, max: 3 });
const status = fc.constantFrom('free', 'taken', null);
const row: fc.Arbitrary<Row> = fc.record({ room: small, hour: small, status, note: fc.constantFrom('a', 'b') });
const where = fc.record({ room: small, hour: small, status }, { requiredKeys: [] }).filter((fields) => Object.keys(fields).length > 0);
const change: fc.Arbitrary<Change<object>> = fc.oneof(
  row.map((put) => ({ put })),
  where.map((remove) => ({ remove })),
  fc
    .record({ set: fc.record({ status, note: fc.constantFrom('c', 'd') }, { requiredKeys: [] }), where })
    .map(({ set, where }) => ({ set, where })),
);
const asObject = (table: Table) => Object.fromEntries([...table].toSorted(([a], [b]) => (a < b ? -1 : 1)));

describe('A batch of row changes', () => {
  it('leaves what its changes would have left one by one', () =>
    fc.assert(
      fc.property(fc.array(row), fc.array(change, { maxLength: 30 }), (before, changes) => {
        const table = before.reduce<Table>(withRow, new Map());
        expect(asObject(asStatements(table, batched(key, changes)))).toEqual(asObject(oneByOne(table, changes)));
      }),
      { numRuns: 2_000 },
    ));

  it('is one statement for any number of rows', () => {
    const puts = [1, 2, 3].map((hour) => ({ put: { room: 1, hour, status: 'free', note: '' } }));
    const batch = batched(key, [...puts, { put: { room: 1, hour: 3, status: 'taken', note: '' } }]);
    expect(batch.steps).toEqual([]);
    expect(batch.puts).toHaveLength(3);
  });

  it('takes bookings and cancellations in turn with two statements more, not one for each', () => {
    const turns = Array.from({ length: 50 }, (_, room) => [
      { put: { room, hour: 1, status: 'taken', note: '' } },
      { remove: { room } },
      { put: { room, hour: 2, status: 'taken', note: '' } },
    ]).flat();
    expect(batched(key, turns).steps).toHaveLength(2);
  });

  it.each<[string, Change<object>]>([
    ['a removal without a condition', { remove: {} }],
    ['a condition without a value', { remove: { room: undefined } }],
    ['a row without its key', { put: { room: 1 } }],
    ['a change of the key', { set: { room: 2 }, where: { room: 1 } }],
  ])('refuses %s', (_, wrong) => expect(() => batched(key, [wrong])).toThrow(InvalidChange));
});
