import type { Work } from '../work.js';

/** A way to store events. */
export type Contender = {
  readonly name: 'liaison' | 'emmett' | 'insert' | 'copy';
  /** How it is called in the table. */
  readonly title: string;
  /** False: refused because the stream was elsewhere. */
  write(work: Work): Promise<boolean>;
  /** Many appends in one call, where the contender has such a thing; without it, writers call {@link write} side by side. */
  readonly writeAll?: (works: readonly Work[]) => Promise<void>;
  /** Events stored, counted by the database. */
  count(): Promise<number>;
  close(): Promise<void>;
};
