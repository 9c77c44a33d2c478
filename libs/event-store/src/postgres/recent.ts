import type { RecordedEvent } from '../event-store.js';
import { OtherIncarnation } from '../errors.js';
import type { AppendedEvents } from './commit-batch.js';
import { pageLimits, type Page } from './page.js';
import type { Reading } from './reading.js';
import { SharedLook } from './shared-look.js';
import type { WakeUp } from './wake-up.js';

/** How long a look at the end is believed when nobody was told of an append. */
const trustMs = 400;

/**
 * The end of the store as this process knows it, for all its readers that are there: one of them looks, the others take what
 * it found, and what the process has appended itself nobody has to read. Who is further back reads for itself until it comes here.
 */
export class Recent {
  private events: readonly RecordedEvent[] = [];
  private weights: readonly { readonly events: number; readonly bytes: number }[] = [];
  /** Positions behind this one are here, as far as `upTo`. */
  private after = Infinity;
  private upTo = -1;
  private incarnation: string | undefined;
  private seen = -1;
  private until = 0;
  private readonly looking = new SharedLook(() => this.readOn());

  constructor(
    private readonly reading: Pick<Reading, 'following'>,
    private readonly wakeUp: Pick<WakeUp, 'seen' | 'stir'>,
  ) {}

  /**
   * What follows a position, as much as a page holds; `isLast` when it is the end as of `seen`.
   * @throws OtherIncarnation
   */
  async following(after: number, size: number, incarnation: string | undefined, seen: number): Promise<Page> {
    if (!this.holds(after, incarnation)) return this.own(after, size, incarnation);
    if (after === this.upTo && !this.isFresh(seen)) await this.looking.now();
    if (!this.holds(after, incarnation)) return this.own(after, size, incarnation);
    const begin = this.events.length - (this.upTo - after);
    const events = this.events.slice(begin, begin + size);
    return { events, bytes: 0, isLast: after + events.length === this.upTo && this.isFresh(seen), next: pageLimits.events };
  }

  /** The last position at some moment since the call, where somebody reads here and it can be told; who looks finds for all. */
  async head(): Promise<number | undefined> {
    return this.incarnation === undefined ? undefined : this.looking.now();
  }

  /** What this process has just appended: known here where nothing of others lies between. `wake` is what tells the readers. */
  told({ incarnation, first, bytes, events }: AppendedEvents, wake: () => void): void {
    const { seen } = this.wakeUp;
    const isNext = incarnation === this.incarnation && first === this.upTo + 1;
    if (isNext) this.keep(events(), bytes);
    wake();
    // what they are woken for is here: they need not look because of it
    if (isNext && this.seen >= seen) this.seen = this.wakeUp.seen;
  }

  private holds(after: number, incarnation: string | undefined): boolean {
    return incarnation !== undefined && incarnation === this.incarnation && after >= this.after && after <= this.upTo;
  }

  private isFresh(seen: number): boolean {
    return this.seen >= seen && performance.now() < this.until;
  }

  private async own(after: number, size: number, incarnation: string | undefined): Promise<Page> {
    const { seen } = this.wakeUp;
    const page = await this.reading.following(after, size, incarnation);
    const upTo = page.events.at(-1)?.position; // without an event nobody knows whether the store has come so far
    if (upTo === undefined || incarnation === undefined) return page;
    const isNews = this.incarnation !== incarnation || upTo > this.upTo;
    if (page.isLast && isNews && isDense(after, page.events)) {
      [this.events, this.weights] = [page.events, [{ events: page.events.length, bytes: page.bytes }]];
      [this.after, this.upTo, this.incarnation] = [after, upTo, incarnation];
      this.seen = seen;
      this.until = performance.now() + trustMs;
    }
    return page;
  }

  /** The end, when it was reached. */
  private async readOn(): Promise<number | undefined> {
    const { incarnation, upTo } = this;
    const { seen } = this.wakeUp;
    if (incarnation === undefined) return undefined;
    try {
      const page = await this.reading.following(upTo, pageLimits.events, incarnation);
      if (this.incarnation !== incarnation) return undefined;
      // meanwhile this process may have appended some of it
      const news = page.events.filter(({ position }) => position > this.upTo);
      if (!isDense(upTo, page.events) || !isDense(this.upTo, news)) return this.forget();
      if (news.length > 0) {
        this.keep(news, news.length === page.events.length ? page.bytes : (page.bytes * news.length) / page.events.length);
        this.wakeUp.stir();
      }
      if (!page.isLast) return undefined;
      this.seen = Math.max(this.seen, seen);
      this.until = performance.now() + trustMs;
      return this.upTo;
    } catch (fault) {
      this.forget();
      if (fault instanceof OtherIncarnation) return undefined;
      throw fault;
    }
  }

  /** As much as one page may hold stays, whole pages at a time. */
  private keep(events: readonly RecordedEvent[], bytes: number): void {
    const weights = [...this.weights, { events: events.length, bytes }];
    let [count, weight] = [0, 0];
    for (const each of weights) [count, weight] = [count + each.events, weight + each.bytes];
    while (weights.length > 1 && (count > 2 * pageLimits.events || weight > pageLimits.bytes)) {
      const oldest = weights.shift();
      [count, weight] = [count - (oldest?.events ?? 0), weight - (oldest?.bytes ?? 0)];
    }
    this.events = [...this.events, ...events].slice(-count);
    this.weights = weights;
    this.upTo = events.at(-1)?.position ?? this.upTo;
    this.after = this.upTo - count;
  }

  private forget(): undefined {
    [this.events, this.weights, this.after, this.upTo, this.incarnation, this.seen] = [[], [], Infinity, -1, undefined, -1];
  }
}

/** Positions have no gaps; a store that was tampered with is read by each for itself. */
const isDense = (after: number, events: readonly RecordedEvent[]): boolean => (events.at(-1)?.position ?? after) === after + events.length;
