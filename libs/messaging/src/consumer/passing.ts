/**
 * Ours: too much at once, a store or a broker that cannot be reached. PostgreSQL (appendix A): connection exceptions, resources,
 * rolled back for others, a lock or a statement that took too long, shutting down, a standby that may not be written to.
 */
const passingCodes =
  /^(store-unavailable|too-much-contention|broker-[a-z-]+|too-many-parked-keys|view-not-fresh|08\w{3}|53\w{3}|57\w{3}|58\w{3}|40001|40P01|55P03|25006|E(CONNREFUSED|CONNRESET|PIPE|TIMEDOUT|HOSTUNREACH|NETUNREACH|AI_AGAIN|NOTFOUND))$/;
const connectionLost =
  /Connection terminated|connection timeout|Client has encountered a connection error|timeout exceeded when trying to connect|Cannot use a pool after calling end/i;

/**
 * Whether a fault is one of infrastructure, which says nothing about the message: the same message may go well in a moment, and
 * every other one would fare the same now. All other faults are taken to be the message's own.
 */
export const isPassing = (fault: unknown): boolean => {
  if (typeof fault !== 'object' || fault === null) return false;
  const { code, message, status, cause, driverError } = fault as {
    code?: unknown;
    message?: unknown;
    status?: unknown;
    cause?: unknown;
    driverError?: unknown;
  };
  if (typeof code === 'string' && passingCodes.test(code)) return true;
  if (typeof message === 'string' && connectionLost.test(message)) return true;
  if (status === 502 || status === 503 || status === 504) return true;
  return [cause, driverError].some((inner) => inner !== fault && isPassing(inner));
};
