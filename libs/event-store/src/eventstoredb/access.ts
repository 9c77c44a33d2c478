import type { Connection } from './connection.js';
import type { Patience } from './patience.js';

type Loaded = typeof import('./connection.js') & { readonly connection: Connection };

/** What every call to the server needs. */
export type Access = {
  /** The client, loaded when it is needed first, and its connection. @throws StoreClosed */
  readonly load: () => Promise<Loaded>;
  readonly patience: Patience;
  /** Refuses what rests on another incarnation. @throws OtherIncarnation */
  readonly require: (incarnation: string | undefined) => Promise<void>;
};
