import type { Batch } from '@liaison/event-store';
import type { ClientBase, Pool } from 'pg';
import { small } from './follow.js';
import { quoted, tableName } from './identifiers.js';
import { changesOf, type AnyProjection, type Change } from './projection.js';
import { roundsOf, Rounds } from './rounds.js';
import { batched } from './row-batch.js';
import { statementsOf, type Statement } from './row-statements.js';
import { transaction } from './transaction.js';

export type Written = { readonly position: number; readonly fault?: Error };

/** Writes batches of events into one generation's table. */
export class GenerationWriter {
  private readonly table: string;
  private readonly registry: string;
  private readonly rounds: Rounds;
  /** What many events have written waits for nobody, and nobody waits for it. */
  private readonly alone: Rounds;

  constructor(
    private readonly pool: Pool,
    schema: string,
    private readonly definition: AnyProjection,
    private readonly generation: number,
  ) {
    this.table = `${quoted(schema)}.${quoted(tableName(definition.name, generation))}`;
    this.registry = `${quoted(schema)}.projection_generations`;
    this.rounds = roundsOf(pool, schema);
    this.alone = new Rounds(pool, schema);
  }

  /**
   * Rows and checkpoint, in one transaction. An event that the projection throws on ends the batch before it: what came
   * earlier is kept, and the fault is handed back.
   * @param live with the other readers of the service, where it is not much
   * @throws Superseded when the checkpoint is not where this reader left it
   */
  async write({ events, upTo }: Batch, from: number, live = true): Promise<Written> {
    const { changes, to, fault } = this.changed(events, from, upTo);
    if (to > from) {
      const statements = statementsOf(this.definition, this.table, batched(this.definition.key.map(String), changes));
      const [first, ...others] = statements;
      if (!first || (first.kind === 'put' && others.length === 0))
        await this.moveIn(live && events.length < small ? this.rounds : this.alone, from, to, first);
      else
        await transaction(this.pool, async (client) => {
          await this.move(client, from, to);
          for (const { text, values } of statements) await client.query(text('true'), [...values]);
        });
    }
    return { position: to, ...(fault && { fault }) };
  }

  private async moveIn(rounds: Rounds, from: number, to: number, put: Statement | undefined): Promise<void> {
    const { name } = this.definition;
    if (!(await rounds.take({ name, generation: this.generation, from, to, ...(put && { put }) }))) throw new Superseded();
  }

  private async move(client: ClientBase, from: number, to: number): Promise<void> {
    const { rowCount } = await client.query(
      `update ${this.registry} set position = $4, failure_code = null
       where name = $1 and generation = $2 and position = $3 and status <> 'retired'`,
      [this.definition.name, this.generation, from, to],
    );
    if (rowCount === 0) throw new Superseded();
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
