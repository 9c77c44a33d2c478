import { quoted } from './identifiers.js';
import type { Statement } from './row-statements.js';

type Move = { readonly name: string; readonly from: number; readonly to: number };
/** From where a reader is to where it will be, with the rows that a projection puts on the way. */
export type Step = Move & { readonly generation?: number; readonly put?: Statement };

/** Projections and followers may have the same names. */
export const placeOf = ({ name, generation }: Pick<Step, 'name' | 'generation'>): string =>
  generation === undefined ? `follower ${name}` : `projection ${generation} ${name}`;

/** Of one reader there is one step at most. The places that were moved are its rows. */
export const moving = (schema: string, steps: readonly Step[]): { readonly text: string; readonly values: readonly string[] } => {
  const values: string[] = [];
  const parameter = (value: string): string => `$${values.push(value)}`;
  const projections = steps.filter(({ generation }) => generation !== undefined);
  const followers = steps.filter(({ generation }) => generation === undefined);
  const parts = [
    ...(projections.length === 0 ? [] : [movedProjections(schema, parameter(movesOf(projections)))]),
    ...(followers.length === 0 ? [] : [movedFollowers(schema, parameter(movesOf(followers)))]),
    // in an order of their own, so that the same readers have the same statement
    ...projections
      .toSorted((a, b) => (placeOf(a) < placeOf(b) ? -1 : 1))
      .flatMap(({ put, ...step }, n) => {
        if (!put) return [];
        const [value = ''] = put.values;
        const written = put.text(`exists (select from projected where place = '${literal(placeOf(step))}')`, parameter(value));
        return [`written_${n} as (${written})`];
      }),
  ];
  const moved = [...(projections.length === 0 ? [] : ['projected']), ...(followers.length === 0 ? [] : ['followed'])];
  return { text: `with ${parts.join(', ')} ${moved.map((part) => `select place from ${part}`).join(' union all ')}`, values };
};

const movesOf = (steps: readonly Step[]): string =>
  JSON.stringify(steps.map(({ name, generation, from, to }) => ({ name, ...(generation !== undefined && { generation }), from, to })));

const movedProjections = (schema: string, moves: string): string =>
  `projected as (update ${quoted(schema)}.projection_generations p set position = m."to", failure_code = null
     from json_to_recordset(${moves}::json) m(name text, generation int, "from" bigint, "to" bigint)
     where p.name = m.name and p.generation = m.generation and p.position = m."from" and p.status <> 'retired'
     returning 'projection ' || p.generation || ' ' || p.name as place)`;

const movedFollowers = (schema: string, moves: string): string =>
  `followed as (update ${quoted(schema)}.follower_checkpoints f set position = m."to"
     from json_to_recordset(${moves}::json) m(name text, "from" bigint, "to" bigint)
     where f.name = m.name and f.position = m."from"
     returning 'follower ' || f.name as place)`;

const literal = (text: string): string => text.replaceAll("'", "''");
