import type { Contract, Topic } from '@liaison/contracts';
import { faultCode, type Log } from '@liaison/projections';
import { Server, type CustomTransportStrategy, type MessageHandler } from '@nestjs/microservices';
import type { Pool } from 'pg';
import { isObservable, lastValueFrom } from 'rxjs';
import { z } from 'zod';
import { ContractBroken, InvalidConsumer } from '../errors.js';
import type { Message, MessageBus } from '../message-bus.js';
import { causeOf } from './cause.js';
import { Consumed, type ConsumptionStatus } from './consumed.js';
import { Watermarks } from './watermarks.js';

export type LiaisonStrategyOptions = {
  readonly group: string;
  readonly bus: MessageBus;
  readonly topics: readonly Topic[];
  readonly pool: Pool;
  readonly schema: string;
  readonly log: Log;
  readonly clock?: { now(): string };
};

const systemClock = { now: (): string => `${new Date().toISOString().slice(0, 19)}Z` };

/** Nest's way to our messages: routed by event type, checked against the contract, each event acting once. */
export class LiaisonStrategy extends Server implements CustomTransportStrategy {
  override readonly propagatesEventHandlerErrors = true;
  private readonly watermarks: Watermarks;
  private readonly consumed = new Consumed();
  private readonly stopping = new AbortController();
  private consuming: Promise<void> | undefined;

  constructor(private readonly options: LiaisonStrategyOptions) {
    super();
    this.watermarks = new Watermarks(options.pool, options.schema, options.group);
  }

  listen(listening: (fault?: unknown) => void): void {
    this.begin().then(() => listening(), listening);
  }

  /** Resolves when the handlers in progress have ended. */
  async close(): Promise<void> {
    this.stopping.abort();
    await this.consuming;
  }

  consumption(): ConsumptionStatus {
    return { group: this.options.group, ...this.consumed.status() };
  }

  on(event: string): never {
    throw new InvalidConsumer(`the transport has no event "${event}" to listen to`);
  }

  unwrap<Bus = MessageBus>(): Bus {
    return this.options.bus as Bus;
  }

  private async begin(): Promise<void> {
    const { bus, group, topics, log } = this.options;
    for (const [type, handler] of this.messageHandlers) {
      const { topic } = contractOf(type, handler);
      if (!topics.some(({ name }) => name === topic.name))
        throw new InvalidConsumer(`${group} handles ${type} but does not consume ${topic.name}`);
    }
    await bus.ensureTopics(topics);
    const consumption = {
      group,
      topics: topics.map(({ name }) => name),
      each: (message: Message) => this.receive(message),
      undecodable: async () => undefined,
    };
    this.consuming = bus
      .consume({ ...consumption, signal: this.stopping.signal })
      .catch((fault: unknown) => log.error({ group, code: faultCode(fault) }, 'the consumer has ended with a fault'));
  }

  private async receive(message: Message): Promise<void> {
    const { group, log } = this.options;
    try {
      await this.act(message);
    } catch (fault) {
      const { type, topic, partition, position } = message;
      const code = faultCode(fault);
      this.consumed.failed(message, code);
      log.error({ group, type, topic, partition, position, code }, 'an event could not be handled, it is tried again');
      throw fault;
    }
  }

  private async act(message: Message): Promise<void> {
    const handler = this.messageHandlers.get(this.normalizePattern(message.type));
    if (!handler) return this.consumed.skipped(message);
    if (await this.watermarks.passed(message)) return this.consumed.dropped(message);
    const { group, clock = systemClock } = this.options;
    const checked = contractOf(message.type, handler).data.safeParse(message.data);
    if (!checked.success)
      throw new ContractBroken(
        message.type,
        checked.error.issues.map(({ path }) => z.core.toDotPath(path)),
      );
    const result: unknown = await handler(checked.data, causeOf(message, group, clock.now()));
    if (isObservable(result)) await lastValueFrom(result, { defaultValue: undefined });
    await this.watermarks.move(message);
    this.consumed.handled(message);
  }
}

const contractOf = (type: string, handler: MessageHandler): Contract<string, z.ZodType> => {
  const contract = (handler.extras as { contract?: Contract<string, z.ZodType> } | undefined)?.contract;
  if (!contract) throw new InvalidConsumer(`the handler of ${type} names no contract: @Consumes(contract)`);
  return contract;
};
