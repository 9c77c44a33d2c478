import type { Pool, PoolClient } from 'pg';

/** Commits what the work did, or nothing of it. A connection that failed in the middle is not used again. */
export const transaction = async <Result>(pool: Pool, work: (client: PoolClient) => Promise<Result>): Promise<Result> => {
  const client = await pool.connect();
  client.on('error', ignored);
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
    client.off('error', ignored);
  }
};

/** The pool listens to idle connections only, and an error that nobody hears ends the process. The next statement tells of it. */
const ignored = (): void => undefined;
