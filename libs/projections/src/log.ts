import type { Logger } from 'pino';

/** What the libraries need of a pino logger. Facts are codes, names and positions; never the data of an event. */
export type Log = Pick<Logger, 'info' | 'warn' | 'error'>;
