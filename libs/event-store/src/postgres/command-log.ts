import type { Pool } from 'pg';
import { checkSettled } from '../append-check.js';
import type { Answer, CommandLog, Settled, StreamName } from '../event-store.js';

type Row = { readonly fingerprint: string; readonly answer: Answer };

/** First answers of commands in the `commands` table of a schema, for event stores that are not in PostgreSQL themselves. */
export class PostgresCommandLog implements CommandLog {
  /** The connections must find the table by its bare name. */
  constructor(private readonly pool: Pool) {}

  async find(commandId: string): Promise<Settled | undefined> {
    const { rows } = await this.pool.query<Row>({
      name: 'find-command',
      text: 'select fingerprint, answer from commands where command_id = $1',
      values: [commandId],
    });
    return rows[0] && { commandId, ...rows[0] };
  }

  async settle(settled: Settled): Promise<Settled> {
    return this.insert(settled, 'do nothing');
  }

  /**
   * After an append that stands in its stream by now. Whoever settled the command without having seen that, by a refusal or
   * as nothing to do, is corrected: the stream is the truth.
   */
  async settleAppended(settled: Settled): Promise<Settled> {
    return this.insert(
      settled,
      `do update set fingerprint = excluded.fingerprint, answer = excluded.answer, settled_at = excluded.settled_at
       where coalesce((commands.answer ->> 'events')::int, 0) = 0`,
    );
  }

  /** Where the last append settled since then has its last event. */
  async lastAppended(
    since: string,
  ): Promise<{ readonly stream: StreamName; readonly revision: number; readonly position: number } | undefined> {
    const { rows } = await this.pool.query<{ answer: Answer }>(
      `select answer from commands where settled_at > $1 and (answer ->> 'events')::int > 0 order by settled_at desc limit 1`,
      [since],
    );
    const answer = rows[0]?.answer;
    return answer?.accepted ? answer : undefined;
  }

  /** The same object when it stands, what stands otherwise. */
  private async insert(settled: Settled, onConflict: string): Promise<Settled> {
    checkSettled(settled);
    const { commandId, fingerprint, answer } = settled;
    for (;;) {
      const { rowCount } = await this.pool.query(
        `insert into commands (command_id, fingerprint, answer, settled_at) values ($1, $2, $3, clock_timestamp())
         on conflict (command_id) ${onConflict}`,
        [commandId, fingerprint, JSON.stringify(answer)],
      );
      if (rowCount === 1) return settled;
      const stands = await this.find(commandId);
      if (stands) return stands;
    }
  }
}
