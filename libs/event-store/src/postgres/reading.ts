import type { Pool } from 'pg';
import type { Answer, EventMetadata, ReadAllOptions, ReadOptions, RecordedEvent, Settled, StreamName } from '../event-store.js';

type Row = {
  position: string;
  stream: string;
  revision: string;
  id: string;
  type: string;
  time: Date;
  data: unknown;
  metadata: EventMetadata;
};

const columns = 'position, stream, revision, id, type, time, data, metadata';
const batchSize = 500;
/** How long a restore may go unnoticed: the server is down longer than that. */
const incarnationMs = 1_000;

const recorded = ({ position, revision, time, ...event }: Row): RecordedEvent => ({
  ...event,
  position: Number(position),
  revision: Number(revision),
  time: time.toISOString(),
});

/** By keys, in batches: nothing is held open between two of them. */
export class Reading {
  private known: { readonly incarnation: string; readonly until: number } | undefined;

  constructor(private readonly pool: Pool) {}

  async *stream(
    stream: StreamName,
    { from, direction = 'forwards', limit = Infinity, signal }: ReadOptions,
  ): AsyncIterable<readonly RecordedEvent[]> {
    const forwards = direction === 'forwards';
    let next = from ?? (forwards ? 0 : Number.MAX_SAFE_INTEGER);
    for (let left = limit; left > 0 && !signal?.aborted;) {
      const size = Math.min(left, batchSize);
      const { rows } = await this.pool.query<Row>({
        name: `read-${direction}`,
        text: `select ${columns} from events where stream = $1 and revision ${forwards ? '>=' : '<='} $2 order by revision ${forwards ? 'asc' : 'desc'} limit $3`,
        values: [stream, next, size],
      });
      const events = rows.map(recorded);
      const last = events.at(-1);
      if (!last) return;
      yield events;
      if (events.length < size) return;
      left -= events.length;
      next = last.revision + (forwards ? 1 : -1);
    }
  }

  async *all({ after = 0, limit = Infinity, signal }: ReadAllOptions): AsyncIterable<readonly RecordedEvent[]> {
    let last = after;
    for (let left = limit; left > 0 && !signal?.aborted;) {
      const size = Math.min(left, batchSize);
      const events = await this.following(last, size);
      const end = events.at(-1);
      if (!end) return;
      yield events;
      if (events.length < size) return;
      left -= events.length;
      last = end.position;
    }
  }

  async following(after: number, size = batchSize): Promise<readonly RecordedEvent[]> {
    const { rows } = await this.pool.query<Row>({
      name: 'read-following',
      text: `select ${columns} from events where position > $1 order by position limit $2`,
      values: [after, size],
    });
    return rows.map(recorded);
  }

  async head(): Promise<number> {
    const { rows } = await this.pool.query<{ head: string }>({ name: 'head', text: 'select coalesce(max(position), 0) head from events' });
    return Number(rows[0]?.head ?? 0);
  }

  async incarnation(): Promise<string> {
    if (this.known && performance.now() < this.known.until) return this.known.incarnation;
    const { rows } = await this.pool.query<{ incarnation: string; timeline: number }>(
      'select incarnation, (select timeline_id from pg_control_checkpoint()) timeline from store',
    );
    const [row] = rows;
    if (!row) throw new Error('the event store was not migrated');
    const incarnation = `${row.incarnation}.${row.timeline}`;
    this.known = { incarnation, until: performance.now() + incarnationMs };
    return incarnation;
  }

  async command(commandId: string): Promise<Settled | undefined> {
    const { rows } = await this.pool.query<{ fingerprint: string; answer: Answer }>({
      name: 'find-command',
      text: 'select fingerprint, answer from commands where command_id = $1',
      values: [commandId],
    });
    const [row] = rows;
    return row && { commandId, ...row };
  }
}
