import type { Decider } from '@liaison/kernel';
import type { z } from 'zod';
import { AggregateCache, type Folded } from './aggregate-cache.js';
import { CommandsSeen } from './commands-seen.js';
import { OtherIncarnation, UnknownEventType } from './errors.js';
import type { EventStore, RecordedEvent, StreamName } from './event-store.js';
import { typesOf } from './event-types.js';

const defaultCacheBytes = 16 * 1024 * 1024;
const mostAttempts = 10;

type Folding<State, Event> = {
  readonly decider: Pick<Decider<never, State, Event, unknown>, 'initial' | 'evolve'>;
  readonly events: z.ZodType<Event>;
  readonly cacheBytes?: number;
};

/** The streams of one family as states, read on from where they were read before. */
export class FoldedStreams<State, Event> {
  private readonly cache: AggregateCache<State>;
  private readonly types: ReadonlySet<string>;

  constructor(
    private readonly store: Pick<EventStore, 'read' | 'incarnation'>,
    private readonly family: Folding<State, Event>,
  ) {
    this.cache = new AggregateCache(family.cacheBytes ?? defaultCacheBytes);
    this.types = typesOf(family.events);
  }

  /** As it was when this process saw it last: to be believed only together with its incarnation. */
  cached(stream: StreamName): Folded<State> | undefined {
    return this.cache.get(stream);
  }

  keep(stream: StreamName, folded: Folded<State>): void {
    this.cache.put(stream, folded);
  }

  forget(stream: StreamName): void {
    this.cache.drop(stream);
  }

  /** What somebody has just written to a stream that is kept here: then it need not be read. Late or twice does no harm. */
  hear(event: RecordedEvent, incarnation: string): void {
    const kept = this.cache.peek(event.stream);
    if (kept?.incarnation !== incarnation || event.revision !== kept.revision + 1 || !this.types.has(event.type)) return;
    this.cache.put(event.stream, this.foldedOn(kept, [event], event));
  }

  /** As if nobody had written to it: only good for an append that expects so. */
  async assumedNew(): Promise<Folded<State>> {
    return this.unread(await this.store.incarnation());
  }

  /** As it is in the store, in whichever incarnation that is. @throws UnknownEventType */
  async current(stream: StreamName): Promise<Folded<State>> {
    for (let attempt = 1; ; attempt++) {
      try {
        return await this.readOn(stream, await this.store.incarnation());
      } catch (fault) {
        if (!(fault instanceof OtherIncarnation) || attempt === mostAttempts) throw fault;
      }
    }
  }

  /** @throws UnknownEventType */
  decoded({ stream, revision, type, data }: RecordedEvent): Event {
    if (!this.types.has(type)) throw new UnknownEventType(stream, revision, type);
    return { type, data } as Event;
  }

  private unread(incarnation: string): Folded<State> {
    return { state: this.family.decider.initial, revision: -1, position: 0, incarnation, bytes: 0, commands: new CommandsSeen() };
  }

  private async readOn(stream: StreamName, incarnation: string): Promise<Folded<State>> {
    const cached = this.cache.get(stream);
    let folded = cached?.incarnation === incarnation ? cached : this.unread(incarnation);
    for await (const batch of this.store.read(stream, { from: folded.revision + 1, incarnation })) {
      const last = batch.at(-1);
      if (!last) continue;
      folded = this.foldedOn(folded, batch, last);
    }
    this.cache.put(stream, folded);
    return folded;
  }

  private foldedOn(folded: Folded<State>, batch: readonly RecordedEvent[], { revision, position }: RecordedEvent): Folded<State> {
    const state = batch.map((event) => this.decoded(event)).reduce(this.family.decider.evolve, folded.state);
    folded.commands.fold(batch);
    return { ...folded, state, revision, position, bytes: folded.bytes + weightOf(batch) };
  }
}

/** About how much the events weigh: writing all of them down again only to count would cost as much as reading them. */
const weightOf = (batch: readonly RecordedEvent[]): number => {
  const step = Math.ceil(batch.length / 8);
  const sample = batch.filter((_, n) => n % step === 0);
  return Math.ceil((JSON.stringify(sample).length * batch.length) / sample.length);
};
