import type { Pool, PoolClient } from 'pg';
import { whileInUse } from './connection-lost.js';

/** Commits what the work did, or nothing of it. A connection that failed in the middle is not used again. */
export const transaction = async <Result>(pool: Pool, work: (client: PoolClient) => Promise<Result>): Promise<Result> => {
  const client = await pool.connect();
  const released = whileInUse(client);
  try {
    await client.query('begin');
    const result = await work(client);
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
