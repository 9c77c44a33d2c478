/** Equipment for the tests of others. */
export { InProcessServer, type ServerOptions } from './eventstoredb-server/index.js';
