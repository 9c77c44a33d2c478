import type { ClientBase, Pool } from 'pg';

/**
 * A connection that is lost is replaced by the next query; an error that nobody hears would end the process. A pool listens to those
 * that are idle, and nobody to those in use between two queries, of a transaction or under a lock.
 */
export const outliving = <Listening extends Pool>(pool: Listening, lost: (fault: unknown) => void = ignored): Listening => {
  pool.on('error', ignored); // of an idle one, which is told of already
  pool.on('connect', (client) => client.on('error', lost));
  return pool;
};

/** The same for a connection of a pool that may not listen itself, as long as somebody has it. The next statement tells of it. */
export const whileInUse = (client: ClientBase): (() => void) => {
  client.on('error', ignored);
  return () => client.off('error', ignored);
};

const ignored = (): void => undefined;
