import type { Answer, ReadAllOptions, ReadOptions, RecordedEvent, Settled, StreamName } from '../event-store.js';
import { PositionInFuture } from '../errors.js';
import { checkRead } from '../read-check.js';
import type { Connections } from './connections.js';

/** An event as the server writes it down in one text: to read that is half the work of reading eight columns. */
type Row = [record: string];

const record = `
  '{"position":' || position || ',"stream":' || to_json(stream) || ',"revision":' || revision || ',"id":"' || id
  || '","type":' || to_json(type) || ',"time":"' || to_char(time at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')
  || '","data":' || data || ',"metadata":' || metadata || '}'`;
const batchSize = 500;

const recorded = ([text]: Row): RecordedEvent => JSON.parse(text) as RecordedEvent;

/** By keys, in batches: nothing is held open between two of them. */
export class Reading {
  constructor(private readonly connections: Connections) {}

  async *stream(
    stream: StreamName,
    { from, direction = 'forwards', limit = Infinity, signal, incarnation }: ReadOptions,
  ): AsyncIterable<readonly RecordedEvent[]> {
    checkRead({ from, limit });
    const forwards = direction === 'forwards';
    let next = from ?? (forwards ? 0 : Number.MAX_SAFE_INTEGER);
    for (let left = limit; left > 0 && !signal?.aborted;) {
      const size = Math.min(left, batchSize);
      const query = {
        name: `read-${direction}`,
        text: `select ${record} from events where stream = $1 and revision ${forwards ? '>=' : '<='} $2 order by revision ${forwards ? 'asc' : 'desc'} limit $3`,
        values: [stream, next, size],
        rowMode: 'array',
      };
      const { rows } = await this.connections.use((client) => client.query<Row>(query), incarnation);
      const events = rows.map(recorded);
      const last = events.at(-1);
      if (!last) return;
      yield events;
      if (events.length < size) return;
      left -= events.length;
      next = last.revision + (forwards ? 1 : -1);
    }
  }

  async *all({ after = 0, limit = Infinity, signal, incarnation }: ReadAllOptions): AsyncIterable<readonly RecordedEvent[]> {
    checkRead({ after, limit });
    let last = after;
    for (let left = limit; left > 0 && !signal?.aborted;) {
      const size = Math.min(left, batchSize);
      const events = await this.following(last, size, incarnation);
      const end = events.at(-1);
      if (!end && last === after) await this.checkPosition(after);
      if (!end) return;
      yield events;
      if (events.length < size) return;
      left -= events.length;
      last = end.position;
    }
  }

  async following(after: number, size = batchSize, asked?: string): Promise<readonly RecordedEvent[]> {
    const query = {
      name: 'read-following',
      text: `select ${record} from events where position > $1 order by position limit $2`,
      values: [after, size],
      rowMode: 'array',
    };
    return this.connections.use(async (client, incarnation) => {
      const events = (await client.query<Row>(query)).rows.map(recorded);
      const last = events.at(-1);
      if (last) this.connections.saw(incarnation, last);
      return events;
    }, asked);
  }

  /** @throws PositionInFuture */
  async checkPosition(position: number): Promise<void> {
    const head = position > 0 ? await this.head() : 0;
    if (position > head) throw new PositionInFuture(position, head);
  }

  async head(): Promise<number> {
    const query = { name: 'head', text: 'select coalesce(max(position), 0) head from events' };
    const { rows } = await this.connections.use((client) => client.query<{ head: string }>(query));
    return Number(rows[0]?.head ?? 0);
  }

  async command(commandId: string): Promise<Settled | undefined> {
    const query = {
      name: 'find-command',
      text: 'select fingerprint, answer from commands where command_id = $1',
      values: [commandId],
    };
    const { rows } = await this.connections.use((client) => client.query<{ fingerprint: string; answer: Answer }>(query));
    const [row] = rows;
    return row && { commandId, ...row };
  }
}
