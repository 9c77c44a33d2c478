import { types } from 'node:util';

/** The server went away, is starting or stopping, or took no connection: nothing that the statement itself caused. */
export const isConnectionLost = (fault: unknown): fault is Error => {
  if (!types.isNativeError(fault)) return false;
  const code = 'code' in fault ? String(fault.code) : '';
  return (
    /^(08|57P)/.test(code) || // connection exceptions; shutdown and crash of the server
    code === '53300' || // too many connections
    code === '25006' || // a standby that is to take over, or a server that was deposed
    ['ECONNREFUSED', 'ECONNRESET', 'EPIPE', 'ETIMEDOUT'].includes(code) ||
    /Connection terminated|connection timeout|Client has encountered a connection error|timeout exceeded when trying to connect/i.test(
      fault.message,
    )
  );
};
