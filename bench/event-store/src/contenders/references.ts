// What bench/package.json installs, as far as it is used: the types of these packages are there only after an installation.
import type { Writable } from 'node:stream';
import type pg from 'pg';

type EmmettEvent = { readonly type: string; readonly data: unknown; readonly metadata?: unknown };
type Execute = { readonly query: unknown };

export type EmmettStore = {
  appendToStream(stream: string, events: readonly EmmettEvent[], options: { expectedStreamVersion: unknown }): Promise<unknown>;
  aggregateStream<State>(
    stream: string,
    options: { evolve: (state: State, event: EmmettEvent) => State; initialState: () => State },
  ): Promise<{ state: State }>;
  readonly schema: { migrate(): Promise<unknown> };
  close(): Promise<void>;
};
type EmmettPostgres = {
  getPostgreSQLEventStore: (connectionString: string, options: { connectionOptions: { pool: pg.Pool } }) => EmmettStore;
  readMessagesBatch: (
    execute: Execute,
    options: { after: bigint; batchSize: number },
  ) => Promise<{ messages: readonly unknown[]; currentGlobalPosition: bigint; areMessagesLeft: boolean }>;
};
type EmmettCore = { readonly STREAM_DOES_NOT_EXIST: unknown };
type Dumbo = { dumbo: (options: { connectionString: string; pool: pg.Pool }) => { readonly execute: Execute; close(): Promise<void> } };
type CopyStreams = { from: (sql: string) => Writable & pg.Submittable };

const load = async <Module>(name: string): Promise<Module> => (await import(name)) as Module;

export const emmettPostgres = () => load<EmmettPostgres>('@event-driven-io/emmett-postgresql');
export const emmettCore = () => load<EmmettCore>('@event-driven-io/emmett');
export const emmettDumbo = () => load<Dumbo>('@event-driven-io/dumbo');
export const copyStreams = async () => (await load<{ default: CopyStreams }>('pg-copy-streams')).default;
