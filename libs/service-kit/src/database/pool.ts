import { faultCode } from '@liaison/projections';
import pg from 'pg';
import type { Logger } from 'pino';

/**
 * A connection that is lost is replaced by the next query; without a listener it would end the process. The pool listens to those
 * that are idle, and nobody to those in use between two queries of a transaction.
 */
export const createPool = (connectionString: string, max: number, log: Logger): pg.Pool => {
  const pool = new pg.Pool({ connectionString, max, connectionTimeoutMillis: 5_000 });
  const lost = (fault: unknown) => log.warn({ code: faultCode(fault) }, 'a database connection was lost');
  pool.on('error', () => undefined);
  pool.on('connect', (client) => client.on('error', lost));
  return pool;
};
