import type { Contract, Topic } from '@liaison/contracts';
import type { MessageHandler } from '@nestjs/microservices';
import type { PoolClient } from 'pg';
import { isObservable, lastValueFrom } from 'rxjs';
import { z } from 'zod';
import { ContractBroken, InvalidConsumer, NotHandled, VersionUnknown } from '../errors.js';
import type { Message } from '../message-bus.js';
import { tracedHandling } from '../tracing.js';
import { causeOf, HappenedNow } from './cause.js';
import type { Manner } from './consumes.js';

type AnyContract = Contract<string, z.ZodType>;
export type HandlersOptions = { readonly group: string; readonly clock: { now(): string } };

const versioned = /^(.+)\.v(\d+)$/;

/** The handlers of a service, by event type. */
export class Handlers {
  private readonly contracts = new Map<string, AnyContract>();
  private readonly manners = new Map<string, Manner>();
  /** Of each type without its version, the highest that is handled. */
  private readonly newest = new Map<string, number>();

  /** @throws InvalidConsumer for a handler that could never work */
  constructor(
    private readonly handlers: ReadonlyMap<string, MessageHandler>,
    topics: readonly Topic[],
    private readonly options: HandlersOptions,
  ) {
    for (const [type, handler] of handlers) {
      const contract = contractOf(type, handler);
      if (!topics.some(({ name }) => name === contract.topic.name))
        throw new InvalidConsumer(`${options.group} handles ${type} but does not consume ${contract.topic.name}`);
      this.contracts.set(type, contract);
      this.manners.set(type, extrasOf(handler).manner ?? 'each');
      const [, family = type, version = '0'] = versioned.exec(type) ?? [];
      this.newest.set(family, Math.max(this.newest.get(family) ?? 0, Number(version)));
    }
  }

  /** Types that nobody here handles are none of this service's business; unless they are a later version of one that is. */
  concerns(type: string): boolean {
    return this.contracts.has(type) || this.isFromTheFuture(type);
  }

  /** Undefined when it is none of this service's business. A version from the future has to be parked, by itself. */
  mannerOf(type: string): Manner | undefined {
    return this.manners.get(type) ?? (this.isFromTheFuture(type) ? 'each' : undefined);
  }

  /** @throws ContractBroken, VersionUnknown, NotHandled, and whatever the handler throws */
  async handle(message: Message): Promise<void> {
    const { group, clock } = this.options;
    const { handler, contract } = this.handlerOf(message.type);
    const data = checked(message, contract);
    await tracedHandling([message], group, ([traced = message]) => this.call(handler, data, causeOf(traced, group, clock.now())));
  }

  /** Events of handlers of many, in their order: those of one type that follow each other in one call. @throws as {@link handle} does */
  async handleMany(messages: readonly Message[], client: PoolClient): Promise<void> {
    const { group, clock } = this.options;
    const now = clock.now();
    for (let from = 0, to = 0; from < messages.length; from = to) {
      const type = messages[from]?.type ?? '';
      for (to = from + 1; messages[to]?.type === type;) to += 1;
      const { handler, contract } = this.handlerOf(type);
      const run = messages.slice(from, to);
      const data = run.map((message) => checked(message, contract));
      await tracedHandling(run, group, (traced) =>
        this.call(
          handler,
          traced.map((message, n) => new HappenedNow(data[n], message, group, now)),
          client,
        ),
      );
    }
  }

  private async call(handler: MessageHandler, ...args: [unknown, unknown]): Promise<void> {
    const result: unknown = await handler(...args);
    if (isObservable(result)) await lastValueFrom(result, { defaultValue: undefined });
  }

  private handlerOf(type: string): { readonly handler: MessageHandler; readonly contract: AnyContract } {
    const [contract, handler] = [this.contracts.get(type), this.handlers.get(type)];
    if (!contract || !handler) throw this.isFromTheFuture(type) ? new VersionUnknown(type) : new NotHandled(type);
    return { handler, contract };
  }

  private isFromTheFuture(type: string): boolean {
    const [, family = '', version = '0'] = versioned.exec(type) ?? [];
    return Number(version) > (this.newest.get(family) ?? Infinity);
  }
}

type Extras = { readonly contract?: AnyContract; readonly manner?: Manner };
const extrasOf = (handler: MessageHandler): Extras => (handler.extras as Extras | undefined) ?? {};

const contractOf = (type: string, handler: MessageHandler): AnyContract => {
  const { contract } = extrasOf(handler);
  if (!contract) throw new InvalidConsumer(`the handler of ${type} names no contract: @Consumes(contract)`);
  return contract;
};

const checked = ({ type, data }: Message, { data: schema }: AnyContract): unknown => {
  const outcome = schema.safeParse(data);
  if (outcome.success) return outcome.data;
  throw new ContractBroken(
    type,
    outcome.error.issues.map(({ path }) => z.core.toDotPath(path)),
  );
};
