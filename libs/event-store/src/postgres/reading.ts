import pg from 'pg';
import type { Answer, ReadAllOptions, ReadOptions, RecordedEvent, Settled, StreamName } from '../event-store.js';
import { PositionInFuture } from '../errors.js';
import { checkRead } from '../read-check.js';
import type { Connections } from './connections.js';
import { paged, pageLimits, pageOf, type Page, type Row } from './page.js';
import { SharedLook } from './shared-look.js';

const pages = {
  forwards: pageOf('stream = $1 and revision >= $2', 'revision', '$3'),
  backwards: pageOf('stream = $1 and revision <= $2', 'revision desc', '$3'),
  all: pageOf('position > $1', 'position', '$2'),
  some: pageOf('position = any($1::bigint[])', 'position', '$2'),
};

/** By keys, in batches: nothing is held open between two of them. */
export class Reading {
  private readonly ends = new SharedLook(() => this.lookForHead());

  constructor(private readonly connections: Connections) {}

  async *stream(
    stream: StreamName,
    { from, direction = 'forwards', limit = Infinity, signal, incarnation }: ReadOptions,
  ): AsyncIterable<readonly RecordedEvent[]> {
    checkRead({ from, limit });
    const forwards = direction === 'forwards';
    let next = from ?? (forwards ? 0 : Number.MAX_SAFE_INTEGER);
    let asked: number = pageLimits.events;
    for (let left = limit; left > 0 && !signal?.aborted;) {
      const size = Math.min(left, asked);
      const query = { name: `read-${direction}`, text: pages[direction], values: [stream, next, size], rowMode: 'array' };
      const { rows } = await this.connections.look((client) => client.query<Row>(query), incarnation);
      const page = paged(rows, size);
      const last = page.events.at(-1);
      if (!last) return;
      yield page.events;
      if (page.isLast) return;
      left -= page.events.length;
      asked = page.next;
      next = last.revision + (forwards ? 1 : -1);
    }
  }

  async *all({ after = 0, limit = Infinity, signal, incarnation }: ReadAllOptions): AsyncIterable<readonly RecordedEvent[]> {
    checkRead({ after, limit });
    let last = after;
    let asked: number = pageLimits.events;
    for (let left = limit; left > 0 && !signal?.aborted;) {
      const { events, isLast, next } = await this.following(last, Math.min(left, asked), incarnation);
      const end = events.at(-1);
      if (!end && last === after) await this.checkPosition(after);
      if (!end) return;
      yield events;
      if (isLast) return;
      left -= events.length;
      asked = next;
      last = end.position;
    }
  }

  async following(after: number, size: number = pageLimits.events, asked?: string): Promise<Page> {
    const query = { name: 'read-following', text: pages.all, values: [after, size], rowMode: 'array' };
    return this.connections.look(async (client, incarnation) => {
      const page = paged((await client.query<Row>(query)).rows, size);
      const last = page.events.at(-1);
      if (last) this.connections.saw(incarnation, last);
      return page;
    }, asked);
  }

  /** Where events of these categories lie, behind one position and up to another: the names of their streams are looked for. */
  async positionsOf(categories: readonly string[], after: number, upTo: number, asked?: string): Promise<readonly number[]> {
    const ofThese = categories.map((category) => `stream like ${pg.escapeLiteral(`${asLiterally(category)}-%`)}`).join(' or ');
    const text = `select position from events where position > $1 and position <= $2 and (${ofThese}) order by position`;
    const query = { text, values: [after, upTo], rowMode: 'array' };
    const { rows } = await this.connections.look((client) => client.query<[position: string]>(query), asked);
    return rows.map(([position]) => Number(position));
  }

  /** The events at these positions, as many as a page holds. */
  async at(positions: readonly number[], asked?: string): Promise<readonly RecordedEvent[]> {
    const query = { name: 'read-some', text: pages.some, values: [positions, positions.length], rowMode: 'array' };
    const { rows } = await this.connections.look((client) => client.query<Row>(query), asked);
    return paged(rows, positions.length).events;
  }

  /** @throws PositionInFuture */
  async checkPosition(position: number): Promise<void> {
    const head = position > 0 ? await this.head() : 0;
    if (position > head) throw new PositionInFuture(position, head);
  }

  head(): Promise<number> {
    return this.ends.now();
  }

  async command(commandId: string): Promise<Settled | undefined> {
    const query = {
      name: 'find-command',
      text: 'select fingerprint, answer from commands where command_id = $1',
      values: [commandId],
    };
    const { rows } = await this.connections.look((client) => client.query<{ fingerprint: string; answer: Answer }>(query));
    const [row] = rows;
    return row && { commandId, ...row };
  }

  private async lookForHead(): Promise<number> {
    const query = { name: 'head', text: 'select coalesce(max(position), 0) head from events' };
    const { rows } = await this.connections.look((client) => client.query<{ head: string }>(query));
    return Number(rows[0]?.head ?? 0);
  }
}

/** What `like` would take for something else. */
const asLiterally = (text: string): string => text.replace(/[\\%_]/g, '\\$&');
