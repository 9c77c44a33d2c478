import { EventStoreDbEventStore, PostgresCommandLog, PostgresEventStore, type CommandLog, type EventStore } from '@liaison/event-store';
import type { Pool } from 'pg';
import type { Config } from '../config/config.js';

/** The event store of one service, as the configuration has it. The pool's search path is at the schema of the service. */
export const openEventStore = ({ eventStore }: Pick<Config, 'eventStore'>, service: string, pool: Pool): EventStore & CommandLog =>
  eventStore.kind === 'postgres'
    ? new PostgresEventStore({ pool, schema: service })
    : new EventStoreDbEventStore({
        connectionString: eventStore.connectionString,
        context: contextOf(service),
        commands: new PostgresCommandLog(pool),
      });

/** `care-plans` as streams have it: `carePlans`. */
const contextOf = (service: string): string => service.replace(/-([a-z])/g, (_, letter: string) => letter.toUpperCase());
