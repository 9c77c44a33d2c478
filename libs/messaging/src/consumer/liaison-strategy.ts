import type { Topic } from '@liaison/contracts';
import { faultCode, pause, pauseAfter, transaction, type Log } from '@liaison/projections';
import { Server, type CustomTransportStrategy } from '@nestjs/microservices';
import type { Pool } from 'pg';
import { decoded } from '../cloud-events/decoded.js';
import { restored } from '../cloud-events/record.js';
import { InvalidConsumer, NotHandled, RecordUndecodable } from '../errors.js';
import { counted, observed, type Observed } from '../gauges.js';
import { isUndecodable, type Message, type MessageBus } from '../message-bus.js';
import type { ParkedContent, ParkedEventWithContent } from '../parking/parked.js';
import { ParkedQueues } from '../parking/parked-queues.js';
import { Parking } from '../parking/parking.js';
import { replay, type Replayed } from '../parking/replayer.js';
import { Consumed, type ConsumptionStatus } from './consumed.js';
import { Handlers } from './handlers.js';
import { Receiver } from './receiver.js';
import { Standings } from './standings.js';
import { Watermarks } from './watermarks.js';

export type LiaisonStrategyOptions = {
  readonly group: string;
  readonly bus: MessageBus;
  readonly topics: readonly Topic[];
  readonly pool: Pool;
  readonly schema: string;
  readonly log: Log;
  readonly clock?: { now(): string };
  /** How long attempts at one event may hold up its partition, in milliseconds, before it is parked. */
  readonly blockingMs?: number;
  /** Of one partition; with more it stands still, with an alarm. */
  readonly mostParkedKeys?: number;
};

const systemClock = { now: (): string => `${new Date().toISOString().slice(0, 19)}Z` };
const startPauses = { firstMs: 200, maxMs: 5_000 };
/** Shorter than a client waits for an answer. */
const replayMs = 20_000;

/** Nest's way to our messages: routed by event type, checked against the contract, each event acting once. */
export class LiaisonStrategy extends Server implements CustomTransportStrategy {
  override readonly propagatesEventHandlerErrors = true;
  readonly parked: ParkedQueues;
  private readonly watermarks: Watermarks;
  private readonly consumed = new Consumed();
  private readonly stopping = new AbortController();
  private handlers: Handlers | undefined;
  private consuming: Promise<void> | undefined;
  private state: ConsumptionStatus['state'] = 'starting';
  private code: string | undefined;
  private readonly unobserved: (() => void)[] = [];

  constructor(private readonly options: LiaisonStrategyOptions) {
    super();
    const { pool, schema, group } = options;
    this.watermarks = new Watermarks(pool, schema, group);
    this.parked = new ParkedQueues(pool, schema, group);
  }

  listen(listening: (fault?: unknown) => void): void {
    this.begin().then(() => listening(), listening);
  }

  /** Resolves when the handlers in progress have ended. */
  async close(): Promise<void> {
    for (const end of this.unobserved.splice(0)) end();
    this.stopping.abort();
    await this.consuming;
    this.state = 'stopped';
  }

  consumption(): ConsumptionStatus {
    const { state, code } = this;
    return { group: this.options.group, state, ...(code !== undefined && { code }), ...this.consumed.status() };
  }

  /** Handles what waits under a parked key. @throws ParkedKeyUnknown, ParkedKeyBusy, and faults of infrastructure */
  replay(id: string): Promise<Replayed> {
    return replay(this.parked, id, (event) => this.handleParked(event), replayMs);
  }

  on(event: string): never {
    throw new InvalidConsumer(`the transport has no event "${event}" to listen to`);
  }

  unwrap<Bus = MessageBus>(): Bus {
    return this.options.bus as Bus;
  }

  private async begin(): Promise<void> {
    const { topics, group, clock = systemClock } = this.options;
    const handlers = new Handlers(this.messageHandlers, topics, { group, clock });
    this.handlers = handlers;
    this.observe();
    const there = await this.ensureTopics();
    this.consuming = this.consume(this.receiverOf(handlers), there);
  }

  private observe(): void {
    const { bus, group } = this.options;
    this.unobserved.push(
      observed('liaison.consumer.lag', 'Messages of a partition that the group has not handled', '{message}', async () =>
        (await bus.lag(group)).map(({ topic, partition, lag: value }) => ({ value, attributes: { group, topic, partition } })),
      ),
      observed('liaison.parked.keys', 'Keys whose events wait because one of them could not be handled', '{key}', async () => [
        { value: (await this.parked.count()).keys, attributes: { group } },
      ]),
      counted('liaison.consumer.messages', 'What became of the messages that came', '{message}', async () => this.outcomes()),
    );
  }

  private outcomes(): readonly Observed[] {
    const { group } = this.options;
    const { skipped, ...counts } = this.consumed.status();
    return [
      ...(['handled', 'dropped', 'parked'] as const).map((outcome) => ({ value: counts[outcome], attributes: { group, outcome } })),
      ...Object.entries(skipped).map(([type, value]) => ({ value, attributes: { group, outcome: 'skipped', type } })),
    ];
  }

  /** A broker that is not there, or a topic that is not as it must be, is no reason to fall over: readiness tells of it. */
  private async ensureTopics(): Promise<boolean> {
    const { bus, topics, group, log } = this.options;
    try {
      await bus.ensureTopics(topics);
      return true;
    } catch (fault) {
      this.code = faultCode(fault);
      log.error({ group, code: this.code }, 'the topics to consume cannot be had, trying again');
      return false;
    }
  }

  private async consume({ receiver, standings }: ReturnType<typeof this.receiverOf>, there: boolean): Promise<void> {
    const { bus, topics, group, log } = this.options;
    const { signal } = this.stopping;
    for (let failures = 0; !there && !signal.aborted; failures += 1) {
      await pause(pauseAfter(failures, startPauses), signal);
      there = !signal.aborted && (await this.ensureTopics());
    }
    if (signal.aborted) return;
    this.state = 'consuming';
    this.code = undefined;
    await bus
      .consume({
        ...{ group, topics: topics.map(({ name }) => name), signal },
        deliver: (records, leaving) => receiver.receive(records, leaving),
        assigned: (place) => standings.forget(place),
        settle: (places) => standings.settle(places),
      })
      .catch((fault: unknown) => {
        this.code = faultCode(fault);
        log.error({ group, code: this.code }, 'the consumer has ended with a fault');
      });
    this.state = 'stopped';
  }

  private receiverOf(handlers: Handlers) {
    const { pool, schema, group, log, blockingMs = 5_000, mostParkedKeys = 100 } = this.options;
    const { watermarks, consumed } = this;
    const parking = new Parking({ pool, schema, group, watermarks, mostKeys: mostParkedKeys });
    const standings = new Standings(watermarks, parking);
    const receiver = new Receiver({
      ...{ group, pool, log, handlers, watermarks, standings, parking, consumed, blockingMs },
      signal: this.stopping.signal,
    });
    return { receiver, standings };
  }

  /** Rows of its effect commit with its leaving the queue. */
  private async handleParked({ id, content }: ParkedEventWithContent): Promise<void> {
    if (!this.handlers) throw new NotHandled(isUndecodable(content) ? 'a record' : content.type);
    const { handlers } = this;
    const message = messageOf(content);
    if (handlers.mannerOf(message.type) !== 'many') return handlers.handle(message);
    await transaction(this.options.pool, async (client) => {
      if (await this.parked.settle(id, client)) await handlers.handleMany([message], client);
    });
  }
}

/** A later program may be able to read what an earlier one could not. @throws RecordUndecodable */
const messageOf = (content: ParkedContent): Message => {
  if (!isUndecodable(content)) return content;
  const outcome = decoded({ topic: content.topic, partition: content.partition }, restored(content.record));
  if (isUndecodable(outcome)) throw new RecordUndecodable(outcome.code, outcome.detail);
  return outcome;
};
