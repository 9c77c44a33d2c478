import type { z } from 'zod';

/** A public stream family of one major version. The number of partitions is part of the version: another number is another topic. */
export type Topic = { readonly name: string; readonly partitions: number; readonly retentionDays: number };

/** A promise to other departments: versioned, without names, contact data or free text. */
export type Contract<Type extends string, Data extends z.ZodType> = {
  readonly type: Type;
  readonly topic: Topic;
  readonly data: Data;
  /** The event to publish, by the key whose events stay in order. */
  with(key: string, data: z.infer<Data>): ContractEvent;
};
export type ContractEvent = { readonly type: string; readonly topic: string; readonly key: string; readonly data: unknown };

export const contract = <const Type extends string, Data extends z.ZodType>(
  type: Type,
  topic: Topic,
  data: Data,
): Contract<Type, Data> => ({
  type,
  topic,
  data,
  with: (key, payload) => ({ type, topic: topic.name, key, data: payload }),
});
