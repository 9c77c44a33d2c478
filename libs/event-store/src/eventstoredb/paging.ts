import type { ReadReq, ReadResp } from '@eventstore/db-client/generated/streams_pb.js';
import { PositionInFuture } from '../errors.js';
import type { ReadAllOptions, ReadOptions, RecordedEvent, StreamName } from '../event-store.js';
import { checkRead } from '../read-check.js';
import type { Access } from './access.js';
import { named } from './faults.js';
import { patiently } from './patience.js';
import { positionOf, readOf } from './recorded.js';

const pageEvents = 500;
const pageBytes = 4 * 1024 * 1024;

type Page = { readonly events: readonly RecordedEvent[]; readonly isLast: boolean };
type About = { readonly stream?: string; readonly position?: number; readonly incarnation?: string | undefined };

/** By pages: nothing is held open between two of them, and a page that broke off is read again. */
export class Paging {
  constructor(
    private readonly access: Access,
    private readonly prefix: string,
  ) {}

  async *stream(
    stream: StreamName,
    { from, direction = 'forwards', limit = Infinity, signal, incarnation }: ReadOptions,
  ): AsyncIterable<readonly RecordedEvent[]> {
    checkRead({ from, limit });
    const backwards = direction === 'backwards';
    let next = from;
    for (let left = limit; left > 0 && !signal?.aborted;) {
      const { streamPage } = await this.access.load();
      const count = Math.min(left, pageEvents);
      const { events, isLast } = await this.page(streamPage(stream, next, backwards, count), count, { stream, incarnation }, signal);
      const last = events.at(-1);
      if (!last) return;
      yield events;
      if (isLast || (backwards && last.revision === 0)) return;
      left -= events.length;
      next = last.revision + (backwards ? -1 : 1);
    }
  }

  async *all({ after = 0, limit = Infinity, signal, incarnation }: ReadAllOptions): AsyncIterable<readonly RecordedEvent[]> {
    checkRead({ after, limit });
    let position = after;
    for (let left = limit; left > 0 && !signal?.aborted;) {
      const { allPage } = await this.access.load();
      // the server begins with the position itself, which was seen
      const count = Math.min(left, pageEvents) + 1;
      const page = await this.page(allPage(this.prefix, position, count), count, { position, incarnation }, signal);
      const seen = position;
      const events = page.events.filter((event) => event.position > seen).slice(0, left);
      const last = events.at(-1);
      if (!last && position === after) await this.checkPosition(after);
      if (last) yield events;
      if (page.isLast || !last) return;
      left -= events.length;
      position = last.position;
    }
  }

  /** The last event of the context. */
  async last(): Promise<RecordedEvent | undefined> {
    const { lastOfAll } = await this.access.load();
    return (await this.page(lastOfAll(this.prefix), 1, {})).events[0];
  }

  /** Checkpoints may lie behind the last event of the context, and never behind that of the log. @throws PositionInFuture */
  async checkPosition(position: number): Promise<void> {
    if (position === 0) return;
    const { lastOfLog } = await this.access.load();
    let end = 0;
    await this.responses(lastOfLog(), {}, (response) => {
      const event = response.getEvent()?.getEvent();
      if (event) end = positionOf(event.getCommitPosition());
      return 'more';
    });
    if (position > end) throw new PositionInFuture(position, (await this.last())?.position ?? 0);
  }

  private async page(request: ReadReq, count: number, about: About, signal?: AbortSignal): Promise<Page> {
    let events: RecordedEvent[] = [];
    let bytes = 0;
    const begin = () => void ([events, bytes] = [[], 0]);
    const take = (response: ReadResp) => {
      const read = readOf(response);
      if (!read) return 'more';
      events.push(read.event);
      bytes += read.bytes;
      return bytes < pageBytes ? 'more' : 'enough';
    };
    await this.responses(request, about, take, { begin, signal });
    return { events, isLast: events.length < count && bytes < pageBytes };
  }

  private async responses(
    request: ReadReq,
    { incarnation, ...about }: About,
    take: (response: ReadResp) => 'more' | 'enough',
    { begin, signal }: { readonly begin?: () => void; readonly signal?: AbortSignal | undefined } = {},
  ): Promise<void> {
    const { connection } = await this.access.load();
    try {
      await patiently(
        async () => {
          await this.access.require(incarnation);
          begin?.();
          await connection.page(request, take);
        },
        { ...this.access.patience, signal },
      );
    } catch (fault) {
      throw named(fault, about);
    }
  }
}
