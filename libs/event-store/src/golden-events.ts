import type { z } from 'zod';
import type { RecordedEvent } from './event-store.js';
import { typesOf } from './event-types.js';
import { upcast, versionOf, type Upcasters } from './upcasting.js';

/** An event as it was once stored: never changed again, decoded for ever. */
export type GoldenEvent = { readonly type: string; readonly version: number; readonly data: unknown };

export type GoldenEvents = {
  /** Of the events that the program writes today: objects with a literal type, or unions of such. */
  readonly schemas: readonly z.ZodType[];
  readonly upcasters?: Upcasters;
  readonly golden: readonly GoldenEvent[];
};

/** What is missing, and what of the past the program of today does not understand: a sentence each. */
export const goldenFaults = ({ schemas, upcasters = {}, golden }: GoldenEvents): readonly string[] => {
  const schemaOf = new Map(schemas.flatMap((schema) => [...typesOf(schema)].map((type) => [type, schema] as const)));
  const missing = [...schemaOf.keys()].flatMap((type) =>
    Array.from({ length: versionOf(upcasters, type) }, (_, n) => n + 1)
      .filter((version) => !golden.some((each) => each.type === type && each.version === version))
      .map((version) => `${type} v${version}: no golden event. Add one, as it is stored`),
  );
  const undecoded = golden.flatMap((event) => {
    const why = faultOf(event, schemaOf.get(event.type), upcasters);
    return why === undefined ? [] : [`${event.type} v${event.version}: ${why}`];
  });
  return [...missing, ...undecoded];
};

const faultOf = ({ type, version, data }: GoldenEvent, schema: z.ZodType | undefined, upcasters: Upcasters): string | undefined => {
  if (!schema) return 'was stored once, and no schema knows its type any more';
  try {
    const decoded = schema.safeParse({ type, data: upcast(upcasters, stored({ type, version, data })).data });
    return decoded.error?.issues.map(({ path, message }) => `${path.join('.')} ${message}`).join('; ');
  } catch (fault) {
    return fault instanceof Error ? fault.message : 'is not understood';
  }
};

const stored = ({ type, version, data }: GoldenEvent): RecordedEvent => ({
  ...{ id: '', type, data, stream: 'golden', revision: 0, position: 1, time: '' },
  metadata: { commandId: '', by: '', version },
});
