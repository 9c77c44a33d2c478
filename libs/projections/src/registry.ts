import type { Pool, PoolClient } from 'pg';
import { mayTakeOver, planned, type Generation } from './generation.js';
import { quoted, tableName, viewName } from './identifiers.js';
import type { AnyProjection } from './projection.js';
import { transaction } from './transaction.js';

type Row = Omit<Generation, 'position' | 'seconds' | 'failureCode'> & { position: string; seconds: string; failure_code: string | null };

const generationOf = ({ failure_code, position, seconds, ...row }: Row): Generation => ({
  ...row,
  failureCode: failure_code,
  position: Number(position),
  seconds: Number(seconds),
});

const fields = `name, generation, version, status, position, incarnation, failure_code,
  extract(epoch from clock_timestamp() - started_at) as seconds`;

/** Which generations of which projections there are. Whatever changes that goes through one lock per schema, a transaction at a time. */
export class Registry {
  private readonly table: string;

  constructor(
    private readonly pool: Pool,
    private readonly schema: string,
  ) {
    this.table = `${quoted(schema)}.projection_generations`;
  }

  /** Every generation that has a table. */
  async known(): Promise<readonly Generation[]> {
    const { rows } = await this.pool.query<Row>(`select ${fields} from ${this.table} where not dropped order by name, generation`);
    return rows.map(generationOf);
  }

  async find(name: string, generation: number): Promise<Generation | undefined> {
    const { rows } = await this.pool.query<Row>(`select ${fields} from ${this.table} where name = $1 and generation = $2`, [
      name,
      generation,
    ]);
    return rows[0] && generationOf(rows[0]);
  }

  async live(name: string): Promise<Generation | undefined> {
    const { rows } = await this.pool.query<Row>(`select ${fields} from ${this.table} where name = $1 and status = 'live'`, [name]);
    return rows[0] && generationOf(rows[0]);
  }

  /** Begins whatever is missing until the definition's version is served. With nothing to catch up it is live at once. */
  async prepare(definition: AnyProjection, incarnation: string, nothingYet: boolean): Promise<void> {
    const { name, version } = definition;
    await this.change(async (client) => {
      const generations = await this.locked(client, name);
      const { build, abandon } = planned({ version, incarnation }, generations);
      for (const generation of abandon) await this.retire(client, name, generation);
      if (!build) return;
      const live = nothingYet && !generations.some(({ status }) => status === 'live');
      const generation = await this.begin(client, definition, incarnation, live ? 'live' : 'building');
      if (live) await this.show(client, name, generation);
    });
  }

  /** A further generation of the live version, or the one that is being built already; none when a newer release has another. */
  async rebuild(definition: AnyProjection, incarnation: string): Promise<number | undefined> {
    return this.change(async (client) => {
      const generations = await this.locked(client, definition.name);
      const building = generations.find(({ status }) => status === 'building');
      if (building) return building.generation;
      if (generations.some(({ version }) => version > definition.version)) return undefined;
      return this.begin(client, definition, incarnation, 'building');
    });
  }

  /** View and registry in one transaction. False: the old one is ahead, or the build was given up. */
  async takeOver(name: string, generation: number): Promise<boolean> {
    return this.change(async (client) => {
      // readers queue behind a waiting drop: rather try again
      await client.query(`set local lock_timeout = '2s'`);
      const generations = await this.locked(client, name);
      const next = generations.find((each) => each.generation === generation);
      const live = generations.find(({ status }) => status === 'live');
      if (!next || !mayTakeOver(next, live)) return false;
      if (live) await this.retire(client, name, live.generation);
      await client.query(`update ${this.table} set status = 'live' where name = $1 and generation = $2`, [name, generation]);
      await this.show(client, name, generation);
      return true;
    });
  }

  /** Tables whose last readers have had their time. */
  async dropRetired(graceMs: number): Promise<void> {
    const { rows } = await this.pool.query<{ name: string; generation: number }>(
      `select name, generation from ${this.table} where status = 'retired' and not dropped
         and retired_at < clock_timestamp() - $1 * interval '1 millisecond'`,
      [graceMs],
    );
    for (const { name, generation } of rows)
      await this.change(async (client) => {
        await client.query(`set local lock_timeout = '1s'`);
        await client.query(`drop table if exists ${tableName(name, generation)}`);
        await client.query(`update ${this.table} set dropped = true where name = $1 and generation = $2`, [name, generation]);
      });
  }

  async failing(name: string, generation: number, code: string): Promise<void> {
    await this.pool.query(`update ${this.table} set failure_code = $3 where name = $1 and generation = $2`, [name, generation, code]);
  }

  private change<Result>(work: (client: PoolClient) => Promise<Result>): Promise<Result> {
    return transaction(this.pool, async (client) => {
      await client.query(`set local search_path = ${quoted(this.schema)}`);
      await client.query('select pg_advisory_xact_lock(hashtextextended($1, 0))', [`liaison/projections/${this.schema}`]);
      return work(client);
    });
  }

  private async locked(client: PoolClient, name: string): Promise<readonly Generation[]> {
    const { rows } = await client.query<Row>(`select ${fields} from ${this.table} where name = $1 and status <> 'retired' for update`, [
      name,
    ]);
    return rows.map(generationOf);
  }

  private async begin(client: PoolClient, definition: AnyProjection, incarnation: string, status: 'building' | 'live'): Promise<number> {
    const { name, version } = definition;
    const { rows } = await client.query<{ generation: number }>(
      `insert into ${this.table} (name, generation, version, status, position, incarnation)
       select $1, coalesce(max(generation), 0) + 1, $2, $3, 0, $4 from ${this.table} where name = $1 returning generation`,
      [name, version, status, incarnation],
    );
    const generation = rows[0]?.generation ?? 1;
    for (const statement of definition.ddl(tableName(name, generation))) await client.query(statement);
    return generation;
  }

  private async retire(client: PoolClient, name: string, generation: number): Promise<void> {
    await client.query(`update ${this.table} set status = 'retired', retired_at = clock_timestamp() where name = $1 and generation = $2`, [
      name,
      generation,
    ]);
  }

  /** Replacing keeps grants and dependent views, and is refused when the columns differ: then the view is made anew. */
  private async show(client: PoolClient, name: string, generation: number): Promise<void> {
    const [view, selection] = [viewName(name), `select * from ${tableName(name, generation)}`];
    await client.query('savepoint replacing');
    try {
      await client.query(`create or replace view ${quoted(view)} as ${selection}`);
    } catch (fault) {
      if ((fault as { code?: unknown }).code !== '42P16') throw fault;
      await client.query('rollback to savepoint replacing');
      await client.query(`drop view ${quoted(view)}`);
      await client.query(`create view ${quoted(view)} as ${selection}`);
    }
  }
}
