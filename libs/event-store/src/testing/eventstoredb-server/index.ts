export { EventLog, type LogRecord } from './event-log.js';
export type { Fault, Method } from './faults.js';
export { InProcessServer, type ServerOptions } from './server.js';
