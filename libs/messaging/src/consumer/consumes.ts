import type { Contract } from '@liaison/contracts';
import { Ctx, EventPattern, Payload } from '@nestjs/microservices';
import type { PoolClient } from 'pg';
import type { z } from 'zod';
import type { Cause, Happened } from './cause.js';

/** `each`: one event after the other of a key, keys side by side. `many`: what waits, in a transaction. */
export type Manner = 'each' | 'many';

/**
 * Handles the events of one contract: `(data, cause)`, where the data has been checked and `cause` stands for the command
 * that the event is to this service. Events of one key come one after the other, those of several keys side by side. A fault of
 * infrastructure means: again; any other parks the event, after short retries.
 */
export const Consumes =
  <const Type extends string, Data extends z.ZodType>(contract: Contract<Type, Data>) =>
  <Handler extends (data: z.infer<Data>, cause: Cause) => Promise<unknown>>(
    target: object,
    method: string,
    _: TypedPropertyDescriptor<Handler>,
  ): void =>
    bound(contract, 'each', target, method);

/**
 * Handles the events of one contract whose effect is rows of this service: `(events, client)`, as many as wait, in the order of their
 * partition, in a transaction that notes them as handled too. The effect is what `client` does and nothing else. When it fails, it
 * is rolled back and comes again with fewer events, at last with one, to which the rules of {@link Consumes} apply.
 */
export const ConsumesMany =
  <const Type extends string, Data extends z.ZodType>(contract: Contract<Type, Data>) =>
  <Handler extends (events: readonly Happened<z.infer<Data>>[], client: PoolClient) => Promise<unknown>>(
    target: object,
    method: string,
    _: TypedPropertyDescriptor<Handler>,
  ): void =>
    bound(contract, 'many', target, method);

const bound = (contract: Contract<string, z.ZodType>, manner: Manner, target: object, method: string): void => {
  const descriptor = Object.getOwnPropertyDescriptor(target, method);
  if (!descriptor) throw new Error(`${method} is no method`);
  EventPattern<string>(contract.type, { contract, manner })(target, method, descriptor);
  // Nest hands the second argument only to parameters that are bound explicitly
  Payload()(target, method, 0);
  Ctx()(target, method, 1);
};
