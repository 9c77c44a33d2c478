import type { DynamicModule } from '@nestjs/common';
import type { Topic } from '@liaison/contracts';
import type { CommandLog, EventStore, Migration, Upcasters } from '@liaison/event-store';
import type { MessageBus, Published } from '@liaison/messaging';
import type { AnyProjection, Follower, Projections } from '@liaison/projections';
import type { Pool } from 'pg';
import type { Logger } from 'pino';
import type { Observable } from 'rxjs';
import type { Clock } from './clock.js';
import type { Config } from './config/config.js';

/** One bounded context, as it is described to the kit: the same alone and among others in one process. */
export type Service = {
  /** Lower case: the first segment of its paths, its schema and its database role. */
  readonly name: string;
  readonly title: string;
  /** Tables of its own, beside those of the event store, the projections and the messaging. */
  readonly migrations: readonly Migration[];
  /** TypeORM entities of its read models. */
  readonly entities: readonly Entity[];
  readonly projections: readonly AnyProjection[];
  /** What its events of earlier versions are today. */
  readonly upcasters?: Upcasters;
  /** What it promises to others. */
  readonly published?: { readonly map: Published; readonly topics: readonly Topic[] };
  /** Topics that its `@Consumes` handlers take events from. */
  readonly consumes?: readonly Topic[];
  module(runtime: Runtime): DynamicModule;
  followers?(runtime: Runtime): readonly Follower[];
  /** Before the first request, the first message and the first followed event. */
  start?(runtime: Runtime): Promise<void>;
  /** After the last of them. */
  stop?(runtime: Runtime): Promise<void>;
};

export type Entity = abstract new (...fields: never[]) => object;

/** What a running service stands on. */
export type Runtime = {
  readonly service: string;
  /** Events as the program of today writes them. */
  readonly store: EventStore & CommandLog;
  /** Events as they were written: for those who look at the store itself. */
  readonly recorded: EventStore;
  /** Connects with the rights of this service and no others. */
  readonly pool: Pool;
  readonly schema: string;
  readonly databaseUrl: string;
  readonly bus: MessageBus;
  readonly clock: Clock;
  readonly projections: Projections;
  readonly log: Logger;
  /** Completes when the service is told to stop: streams that never end by themselves end here. */
  readonly stopping: Observable<void>;
  readonly config: Config;
};

/** Injects the {@link Runtime} of the service. */
export const RUNTIME = Symbol('liaison:runtime');
