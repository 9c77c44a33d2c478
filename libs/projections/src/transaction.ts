import type { Pool, PoolClient, QueryResult } from 'pg';
import { whileInUse } from './connection-lost.js';

/**
 * Commits what the work did, or nothing of it. A connection that failed in the middle is not used again.
 * @param first statements without parameters that travel with the beginning; the work gets their results
 */
export const transaction = async <Result>(
  pool: Pool,
  work: (client: PoolClient, of: readonly QueryResult[]) => Promise<Result>,
  first: readonly string[] = [],
): Promise<Result> => {
  const client = await pool.connect();
  const released = whileInUse(client);
  try {
    const [, ...of] = [await client.query(['begin', ...first].join('; '))].flat();
    const result = await work(client, of);
    await client.query('commit');
    client.release();
    return result;
  } catch (fault) {
    const broken = await client.query('rollback').then(
      () => false,
      () => true,
    );
    client.release(broken);
    throw fault;
  } finally {
    released();
  }
};
