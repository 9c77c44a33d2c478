import { createHash } from 'node:crypto';
import type { Batch } from '@liaison/event-store';
import type { Pool } from 'pg';
import { quoted, tableName } from './identifiers.js';
import { changesOf, type AnyProjection, type Change } from './projection.js';
import { batched } from './row-batch.js';
import { statementsOf, type Statement } from './row-statements.js';
import { transaction } from './transaction.js';

export type Written = { readonly position: number; readonly fault?: Error };

/** Writes batches of events into one generation's table. */
export class GenerationWriter {
  private readonly table: string;
  private readonly registry: string;

  constructor(
    private readonly pool: Pool,
    schema: string,
    private readonly definition: AnyProjection,
    private readonly generation: number,
  ) {
    this.table = `${quoted(schema)}.${quoted(tableName(definition.name, generation))}`;
    this.registry = `${quoted(schema)}.projection_generations`;
  }

  /**
   * Rows and checkpoint, in one transaction. An event that the projection throws on ends the batch before it: what came
   * earlier is kept, and the fault is handed back.
   * @throws Superseded when the checkpoint is not where this reader left it
   */
  async write({ events, upTo }: Batch, from: number): Promise<Written> {
    const { changes, to, fault } = this.changed(events, from, upTo);
    if (to > from) {
      const statements = statementsOf(this.definition, this.table, batched(this.definition.key.map(String), changes));
      const [first, ...others] = statements;
      if (!first) await this.move(this.pool, from, to);
      else if (others.length === 0) await this.moveWith(first, from, to);
      else
        await transaction(this.pool, async (client) => {
          await this.move(client, from, to);
          for (const { text, values } of statements) await client.query(text('true'), [...values]);
        });
    }
    return { position: to, ...(fault && { fault }) };
  }

  private async move(client: Pick<Pool, 'query'>, from: number, to: number): Promise<void> {
    const { rowCount } = await client.query(this.moving([1, 2, 3, 4]), this.moved(from, to));
    if (rowCount === 0) throw new Superseded();
  }

  /** A statement is a transaction, and there and back once. */
  private async moveWith({ kind, text, values }: Statement, from: number, to: number): Promise<void> {
    const written = text('exists (select from moved)');
    const all = `with moved as (${this.moving([2, 3, 4, 5])} returning 1), written as (${written}) select from moved`;
    // what is put is found by its key, however many rows there were when it was planned
    const name = kind === 'put' ? { name: `put ${createHash('sha256').update(all).digest('base64')}` } : {};
    const { rowCount } = await this.pool.query({ ...name, text: all, values: [...values, ...this.moved(from, to)] });
    if (rowCount === 0) throw new Superseded();
  }

  private moving([name, generation, from, to]: readonly [number, number, number, number]): string {
    return (
      `update ${this.registry} set position = $${to}, failure_code = null ` +
      `where name = $${name} and generation = $${generation} and position = $${from} and status <> 'retired'`
    );
  }

  private moved(from: number, to: number): unknown[] {
    return [this.definition.name, this.generation, from, to];
  }

  private changed(events: Batch['events'], from: number, upTo: number) {
    const changes: Change<object>[] = [];
    let to = from; // a position that the store has given: a number in between may be none
    for (const event of events) {
      try {
        changes.push(...changesOf(this.definition, event));
        to = event.position;
      } catch (thrown) {
        const fault = thrown instanceof Error ? thrown : new TypeError('what was thrown is no error');
        return { changes, to, fault };
      }
    }
    return { changes, to: upTo };
  }
}

/** Somebody else writes this generation, or nobody shall any more. */
export class Superseded extends Error {
  readonly code = 'superseded';
}
