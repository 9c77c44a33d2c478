import { faultCode, outliving } from '@liaison/projections';
import pg from 'pg';
import type { Logger } from 'pino';

export const createPool = (connectionString: string, max: number, log: Logger): pg.Pool => {
  const pool = new pg.Pool({ connectionString, max, connectionTimeoutMillis: 5_000 });
  return outliving(pool, (fault) => log.warn({ code: faultCode(fault) }, 'a database connection was lost'));
};
