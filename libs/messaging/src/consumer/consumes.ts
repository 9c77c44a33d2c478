import type { Contract } from '@liaison/contracts';
import { Ctx, EventPattern, Payload } from '@nestjs/microservices';
import type { z } from 'zod';
import type { Cause } from './cause.js';

/**
 * Handles the events of one contract: `(data, cause)`, where the data has been checked and `cause` stands for the command
 * that the event is to this service. A fault of infrastructure means: again; any other parks the event, after short retries.
 */
export const Consumes =
  <const Type extends string, Data extends z.ZodType>(contract: Contract<Type, Data>) =>
  <Handler extends (data: z.infer<Data>, cause: Cause) => Promise<unknown>>(
    target: object,
    method: string,
    descriptor: TypedPropertyDescriptor<Handler>,
  ): void => {
    EventPattern<string>(contract.type, { contract })(target, method, descriptor);
    // Nest hands the second argument only to parameters that are bound explicitly
    Payload()(target, method, 0);
    Ctx()(target, method, 1);
  };
