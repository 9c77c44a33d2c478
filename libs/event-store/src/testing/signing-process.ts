import { PostgresEventStore } from '../postgres/postgres-event-store.js';
import { askedOnce, listDesk } from './list.js';

/** A process that is given commands of one list all at once, each by its command id, and says when the first has its answer. */
const [connectionString = '', list = '', ...commandIds] = process.argv.slice(2);
const desk = listDesk(new PostgresEventStore({ connectionString, schema: 'suite' }));
for (const by of commandIds) void desk.handle(list, { by }, askedOnce(by)).then(() => process.send?.('answered'));
