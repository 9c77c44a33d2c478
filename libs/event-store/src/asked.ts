import type { Json } from './event-store.js';
import { uuidNamed } from './named-uuid.js';

/** Who asks for what, on whose command id, and what they have seen: from a request, a message or a workflow. */
export type Asked = {
  readonly commandId: string;
  /** Subject of a token, or name of a workflow or consumer. */
  readonly by: string;
  /** Now, for the rules: UTC at whole seconds. */
  readonly at: string;
  /** Of the whole request. Without one nothing is remembered of the command: for steps whose rules bear repeating. */
  readonly fingerprint?: string;
  /** The revision that whoever asks has seen (If-Match). */
  readonly expected?: number;
  /** Of which stream of its family that is the revision, where they have said so: its id. */
  readonly expectedOf?: string;
  readonly correlationId?: string;
  readonly causationId?: string;
  readonly traceparent?: string;
};

/** A step inside a command: its id follows from the command's, so that a repeat takes the same steps. */
export const stepOf = ({ commandId, by, at, correlationId, traceparent }: Asked, name: string): Asked => ({
  commandId: uuidNamed(name, commandId),
  by,
  at,
  causationId: commandId,
  ...(correlationId !== undefined && { correlationId }),
  ...(traceparent !== undefined && { traceparent }),
});

export type Outcome<Event, Refusal> =
  | {
      readonly accepted: true;
      readonly revision: number;
      readonly position: number;
      /** What the command wrote; nothing when all was so already. */
      readonly events: readonly Event[];
      /** An answer that was given before. */
      readonly repeated: boolean;
    }
  | {
      readonly accepted: false;
      readonly refusals: readonly (Refusal | StaleRevision)[];
      readonly context?: Json;
      readonly repeated: boolean;
    };
export type StaleRevision = { readonly code: 'stale-revision'; readonly expected: number; readonly actual: number };
