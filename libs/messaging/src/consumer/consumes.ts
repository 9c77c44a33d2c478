import type { Contract } from '@liaison/contracts';
import type { Asked } from '@liaison/event-store';
import { Ctx, EventPattern, Payload } from '@nestjs/microservices';
import type { z } from 'zod';

/**
 * Handles the events of one contract: `(data, cause)`, where the data has been checked and `cause` stands for the command
 * that the event is to this service. A fault means: again.
 */
export const Consumes =
  <const Type extends string, Data extends z.ZodType>(contract: Contract<Type, Data>) =>
  <Handler extends (data: z.infer<Data>, cause: Asked) => Promise<unknown>>(
    target: object,
    method: string,
    descriptor: TypedPropertyDescriptor<Handler>,
  ): void => {
    EventPattern<string>(contract.type, { contract })(target, method, descriptor);
    // Nest hands the second argument only to parameters that are bound explicitly
    Payload()(target, method, 0);
    Ctx()(target, method, 1);
  };
