import { setTimeout as sleep } from 'node:timers/promises';
import type { Decider } from '@liaison/kernel';
import type { z } from 'zod';
import type { Folded } from './aggregate-cache.js';
import type { Asked, Outcome, StaleRevision } from './asked.js';
import type { Told } from './commands-seen.js';
import {
  CommandIdReused,
  CommandSettledBefore,
  DecidedInVain,
  OtherIncarnation,
  PartialRepeat,
  TooMuchContention,
  WrongExpectedRevision,
} from './errors.js';
import type { CommandLog, EventStore, Json, NewEvent, RecordedEvent, Settled, StreamName } from './event-store.js';
import { FoldedStreams } from './folded-streams.js';
import { Lane } from './lane.js';
import { uuidNamed } from './named-uuid.js';
import { streamName } from './streams.js';

type AnyEvent = { readonly type: string; readonly data: unknown };
export type StreamFamily<Command, State, Event, Refusal> = {
  readonly context: string;
  readonly category: string;
  readonly decider: Decider<Command, State, Event, Refusal>;
  /** Every event of the family; what is written is what the schema makes of it. */
  readonly events: z.ZodType<Event>;
  readonly cacheBytes?: number;
};
export type HandleOptions<Refusal> = {
  /** What goes with a refusal, and is remembered with it: free times instead, for example. */
  readonly onRefusal?: (refusals: readonly (Refusal | StaleRevision)[]) => Promise<Json>;
  /**
   * The stream is most likely new: it is decided on as such without a look, and looked at when it is not. A step without a
   * fingerprint has another id where it says something else: a store knows a repeat by its ids alone.
   */
  readonly likelyNew?: boolean;
  /** Refusals after which whoever asks looks again and asks anew: they are nobody's answer, and none is remembered. */
  readonly asksAgain?: (refusals: readonly (Refusal | StaleRevision)[]) => boolean;
};
type Handled<Event, Refusal> = { readonly fingerprint: string; readonly outcome: Promise<Outcome<Event, Refusal>> };

const mostAttempts = 50;

/**
 * Commands of one stream family: each acts once and gets its first answer again. A process decides the commands of a stream
 * on the state that those before them will leave, so that their appends travel together, each on condition of the one before;
 * other processes are met by the expected revision, and then everything pending is decided again.
 */
export class CommandHandler<Command, State, Event extends AnyEvent, Refusal extends { readonly code: string }> {
  private readonly streams: FoldedStreams<State, Event>;
  private readonly lanes = new Map<StreamName, Lane<State>>();
  private readonly inFlight = new Map<string, Handled<Event, Refusal>>();
  /** Refusals after which whoever asks asks anew. */
  private readonly nobodys = new WeakSet<object>();

  constructor(
    private readonly store: EventStore & CommandLog,
    private readonly family: StreamFamily<Command, State, Event, Refusal>,
  ) {
    this.streams = new FoldedStreams(store, family);
  }

  /** @throws CommandIdReused, TooMuchContention, StoreUnavailable, and whatever an event that breaks its schema throws */
  handle(id: string, command: Command, asked: Asked, options: HandleOptions<Refusal> = {}): Promise<Outcome<Event, Refusal>> {
    const stream = streamName(this.family.context, this.family.category, id);
    return this.once(asked, () => this.decideUntilItStands(stream, command, asked, options));
  }

  /** A refusal that no stream was asked for, remembered like any other. */
  refuse<Other extends { readonly code: string }>(
    this: CommandHandler<Command, State, Event, Refusal | Other>,
    asked: Asked,
    refusals: readonly Other[],
    context?: Json,
  ): Promise<Outcome<Event, Refusal | Other>> {
    return this.once(asked, () => this.settleRefused(asked, refusals, context));
  }

  /** The stream as it is now. */
  async load(id: string): Promise<Folded<State>> {
    return this.streams.current(streamName(this.family.context, this.family.category, id));
  }

  /** The stream as this process saw it last, if it did: perhaps not as it is, but `handle` finds out whoever decides on it. */
  seen(id: string): State | undefined {
    return this.streams.cached(streamName(this.family.context, this.family.category, id))?.state;
  }

  /** Of an event that was recorded, by another process perhaps: what is kept of its stream is as new as that. */
  hear(event: RecordedEvent, incarnation: string): void {
    this.streams.hear(event, incarnation);
  }

  private once(asked: Asked, act: () => Promise<Outcome<Event, Refusal>>): Promise<Outcome<Event, Refusal>> {
    const { commandId, fingerprint } = asked;
    if (fingerprint === undefined) return act();
    const first = this.inFlight.get(commandId);
    if (first && first.fingerprint !== fingerprint) return Promise.reject(new CommandIdReused(commandId));
    if (first) return first.outcome.then((outcome) => (this.nobodys.has(outcome) ? this.once(asked, act) : { ...outcome, repeated: true }));
    const outcome = act().finally(() => this.inFlight.delete(commandId));
    this.inFlight.set(commandId, { fingerprint, outcome });
    return outcome;
  }

  private async decideUntilItStands(
    stream: StreamName,
    command: Command,
    asked: Asked,
    options: HandleOptions<Refusal>,
  ): Promise<Outcome<Event, Refusal>> {
    const lane = this.enter(stream);
    let { likelyNew = false } = options;
    try {
      for (let lost = 0; lost < mostAttempts; lost++) {
        const outcome = await this.attempt(stream, lane, command, asked, { ...options, likelyNew }).catch((fault: unknown) => {
          if (fault instanceof DecidedInVain)
            lost -= 1; // that is counted where it was lost
          else if (fault instanceof OtherIncarnation)
            lane.reset(); // what it was decided on is of a lost time
          else throw fault;
          return undefined;
        });
        if (outcome) return outcome;
        likelyNew = false;
        if (lost >= 3) await sleep(Math.random() * Math.min(lost, 20));
      }
      throw new TooMuchContention(stream, mostAttempts);
    } finally {
      this.leave(stream, lane);
    }
  }

  private isOfAnother(stream: StreamName, { expectedOf }: Asked): boolean {
    return expectedOf !== undefined && streamName(this.family.context, this.family.category, expectedOf) !== stream;
  }

  /** What is kept stays, where the store has only more than that: then no more than the rest has to be read, or heard. */
  private learn(stream: StreamName, lane: Lane<State>, fault: unknown): void {
    const kept = this.streams.cached(stream);
    const isBehind = fault instanceof WrongExpectedRevision && kept !== undefined && kept.revision <= fault.actual;
    if (isBehind) lane.atLeast = fault.actual;
    else this.streams.forget(stream);
  }

  /** Whether it is the latest the append tells; this is what there is to decide on. */
  private async latest(stream: StreamName, { atLeast }: Lane<State>): Promise<Folded<State>> {
    const heard = atLeast < 0 ? undefined : this.streams.cached(stream);
    const isThere = heard && heard.revision >= atLeast && heard.incarnation === (await this.store.incarnation());
    return isThere ? heard : this.streams.current(stream);
  }

  /** Undefined: the state that was decided on did not stand. */
  private async attempt(
    stream: StreamName,
    lane: Lane<State>,
    command: Command,
    asked: Asked,
    options: HandleOptions<Refusal>,
  ): Promise<Outcome<Event, Refusal> | undefined> {
    await lane.ready(() => (options.likelyNew ? this.streams.assumedNew() : this.latest(stream, lane)));
    const { tail, epoch } = lane;
    if (!tail) return undefined;
    const told = asked.fingerprint === undefined ? undefined : tail.commands.of(asked.commandId);
    if (told) return this.toldByStream(stream, told, asked, tail);
    // from here to the append nothing waits: the next command is decided on what this one leaves
    const stale = asked.expected !== undefined && (asked.expected !== tail.revision || this.isOfAnother(stream, asked));
    const decision = stale ? undefined : this.family.decider.decide(command, tail.state);
    if (decision?.accepted && decision.events.length > 0) return this.append(stream, lane, tail, decision.events, asked);

    if (!(await this.stood(stream, lane, tail, epoch))) return undefined;
    if (decision?.accepted) return this.settleNoOp(stream, await this.streams.current(stream), asked);
    const refusals = decision
      ? decision.refusals
      : [{ code: 'stale-revision', expected: asked.expected ?? -1, actual: tail.revision } as const];
    if (options.asksAgain?.(refusals)) {
      const outcome = { accepted: false, refusals, repeated: false } as const;
      this.nobodys.add(outcome);
      return outcome;
    }
    const context = options.onRefusal && (await options.onRefusal(refusals));
    return this.settleRefused(asked, refusals, context, tail);
  }

  /** Whether a state that nothing was appended to was the stream's at some moment since the command came. */
  private async stood(stream: StreamName, lane: Lane<State>, tail: Folded<State>, epoch: number): Promise<boolean> {
    await lane.confirmed();
    if (lane.epoch !== epoch) return false;
    const now = await this.streams.current(stream);
    if (now.incarnation !== tail.incarnation) {
      lane.reset(epoch); // the store was restored to another moment
      return false;
    }
    if (now.revision === tail.revision) return true;
    if (lane.tail === tail) {
      lane.reset(epoch); // another process wrote
      return false;
    }
    await lane.confirmed(); // what this process appended to it had to find it there
    return lane.epoch === epoch;
  }

  private async append(
    stream: StreamName,
    lane: Lane<State>,
    tail: Folded<State>,
    decided: readonly Event[],
    asked: Asked,
  ): Promise<Outcome<Event, Refusal> | undefined> {
    const events = decided.map((event) => this.family.events.parse(event));
    const state = events.reduce(this.family.decider.evolve, tail.state);
    const expected = tail.revision === -1 ? 'no-stream' : tail.revision;
    const { commandId, fingerprint } = asked;
    const { incarnation } = tail;
    const { epoch, upon } = lane;
    const appending = this.store.append(
      stream,
      expected,
      events.map((event, n) => newEvent(event, n, asked)),
      { incarnation, ...(upon && { upon }), ...(fingerprint !== undefined && { command: { id: commandId, fingerprint } }) },
    );
    const left = {
      incarnation,
      state,
      revision: tail.revision + events.length,
      position: tail.position,
      bytes: tail.bytes + JSON.stringify(events).length,
      commands: tail.commands,
    };
    lane.extend(left, appending);
    try {
      const { revision, position } = await appending;
      if (revision !== left.revision) lane.reset(epoch);
      else {
        this.streams.keep(stream, { ...left, position });
        for (const n of events.keys()) left.commands.add(commandId, tail.revision + 1 + n, position);
      }
      return { accepted: true, revision, position, events, repeated: false };
    } catch (fault) {
      if (lane.reset(epoch)) this.learn(stream, lane, fault);
      if (fault instanceof WrongExpectedRevision) return undefined;
      if (fault instanceof CommandSettledBefore) return this.firstAnswer(fault.settled, asked);
      // another process appended for this command, and decided on another state
      if (fault instanceof PartialRepeat && fingerprint !== undefined)
        if ((await this.streams.current(stream)).commands.of(commandId)) return undefined;
      throw fault;
    }
  }

  /** Its events are there: whether its answer is too, or a crash came before, settling tells. */
  private async toldByStream(stream: StreamName, told: Told, asked: Asked, seen: Folded<State>): Promise<Outcome<Event, Refusal>> {
    const { commandId, fingerprint = '' } = asked;
    if (told.fingerprint !== undefined && told.fingerprint !== fingerprint) throw new CommandIdReused(commandId);
    const { first, last: revision, position } = told;
    const answer = { accepted: true, stream, revision, position, events: revision - first + 1 } as const;
    const { incarnation } = seen;
    return this.firstAnswer(await this.store.settle({ commandId, fingerprint, answer }, { incarnation }), asked);
  }

  private async settleNoOp(stream: StreamName, seen: Folded<State>, asked: Asked): Promise<Outcome<Event, Refusal>> {
    const { revision, position, incarnation } = seen;
    const { commandId, fingerprint } = asked;
    if (fingerprint === undefined) return { accepted: true, revision, position, events: [], repeated: false };
    const mine: Settled = { commandId, fingerprint, answer: { accepted: true, stream, revision, position, events: 0 } };
    return this.firstAnswer(await this.store.settle(mine, { incarnation }), asked, mine);
  }

  private async settleRefused(
    asked: Asked,
    refusals: readonly (Refusal | StaleRevision)[],
    context: Json | undefined,
    seen?: Folded<State>,
  ): Promise<Outcome<Event, Refusal>> {
    const { commandId, fingerprint } = asked;
    const refused = { accepted: false, refusals, ...(context !== undefined && { context }) } as const;
    if (fingerprint === undefined) return { ...refused, repeated: false };
    const mine: Settled = { commandId, fingerprint, answer: { ...refused, refusals: asJson(refusals) } };
    const settling = this.store.settle(mine, seen ? { incarnation: seen.incarnation } : {});
    return this.firstAnswer(await settling, asked, mine);
  }

  private async firstAnswer({ commandId, fingerprint, answer }: Settled, asked: Asked, mine?: Settled): Promise<Outcome<Event, Refusal>> {
    if (fingerprint !== asked.fingerprint) throw new CommandIdReused(commandId);
    const repeated = answer !== mine?.answer;
    if (!answer.accepted) return { ...answer, refusals: answer.refusals as never, repeated };
    const { stream, revision, position } = answer;
    const events: Event[] = [];
    if (answer.events > 0)
      for await (const batch of this.store.read(stream, { from: revision - answer.events + 1, limit: answer.events }))
        events.push(...batch.map((event) => this.streams.decoded(event)));
    return { accepted: true, revision, position, events, repeated };
  }

  private enter(stream: StreamName): Lane<State> {
    const lane = this.lanes.get(stream) ?? new Lane<State>(this.streams.cached(stream));
    lane.users += 1;
    this.lanes.set(stream, lane);
    return lane;
  }

  private leave(stream: StreamName, lane: Lane<State>): void {
    lane.users -= 1;
    if (lane.users === 0) this.lanes.delete(stream);
  }
}

const newEvent = (
  { type, data }: AnyEvent,
  index: number,
  { commandId, by, correlationId, causationId, traceparent }: Asked,
): NewEvent => ({
  id: uuidNamed(String(index), commandId),
  type,
  data,
  metadata: {
    commandId,
    by,
    ...(correlationId !== undefined && { correlationId }),
    ...(causationId !== undefined && { causationId }),
    ...(traceparent !== undefined && { traceparent }),
  },
});

const asJson = (value: unknown): readonly Json[] => JSON.parse(JSON.stringify(value)) as readonly Json[];
