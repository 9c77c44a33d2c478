import { faultCode } from '@liaison/projections';
import pg from 'pg';
import type { Logger } from 'pino';

/** An idle connection that is lost is replaced by the next query; without a listener it would end the process. */
export const createPool = (connectionString: string, max: number, log: Logger): pg.Pool => {
  const pool = new pg.Pool({ connectionString, max, connectionTimeoutMillis: 5_000 });
  pool.on('error', (fault) => log.warn({ code: faultCode(fault) }, 'a database connection was lost'));
  return pool;
};
