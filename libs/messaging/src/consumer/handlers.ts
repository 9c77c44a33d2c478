import type { Contract, Topic } from '@liaison/contracts';
import type { MessageHandler } from '@nestjs/microservices';
import { isObservable, lastValueFrom } from 'rxjs';
import { z } from 'zod';
import { ContractBroken, InvalidConsumer, NotHandled, VersionUnknown } from '../errors.js';
import type { Message } from '../message-bus.js';
import { tracedHandling } from '../tracing.js';
import { causeOf, type Cause, type Together } from './cause.js';

type AnyContract = Contract<string, z.ZodType>;
export type HandlersOptions = { readonly group: string; readonly clock: { now(): string } };

const versioned = /^(.+)\.v(\d+)$/;

/** The handlers of a service, by event type. */
export class Handlers {
  private readonly contracts = new Map<string, AnyContract>();
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
      const [, family = type, version = '0'] = versioned.exec(type) ?? [];
      this.newest.set(family, Math.max(this.newest.get(family) ?? 0, Number(version)));
    }
  }

  /** Types that nobody here handles are none of this service's business; unless they are a later version of one that is. */
  concerns(type: string): boolean {
    return this.contracts.has(type) || this.isFromTheFuture(type);
  }

  /** @throws ContractBroken, VersionUnknown, NotHandled, and whatever the handler throws */
  async handle(message: Message, together: Together): Promise<void> {
    const { group, clock } = this.options;
    const [contract, handler] = [this.contracts.get(message.type), this.handlers.get(message.type)];
    if (!contract || !handler) throw this.isFromTheFuture(message.type) ? new VersionUnknown(message.type) : new NotHandled(message.type);
    const checked = contract.data.safeParse(message.data);
    if (!checked.success)
      throw new ContractBroken(
        message.type,
        checked.error.issues.map(({ path }) => z.core.toDotPath(path)),
      );
    await tracedHandling(message, group, async (traced) => {
      const cause: Cause = Object.assign(causeOf(traced, group, clock.now()), { together });
      const result: unknown = await handler(checked.data, cause);
      if (isObservable(result)) await lastValueFrom(result, { defaultValue: undefined });
    });
  }

  private isFromTheFuture(type: string): boolean {
    const [, family = '', version = '0'] = versioned.exec(type) ?? [];
    return Number(version) > (this.newest.get(family) ?? Infinity);
  }
}

const contractOf = (type: string, handler: MessageHandler): AnyContract => {
  const contract = (handler.extras as { contract?: AnyContract } | undefined)?.contract;
  if (!contract) throw new InvalidConsumer(`the handler of ${type} names no contract: @Consumes(contract)`);
  return contract;
};
