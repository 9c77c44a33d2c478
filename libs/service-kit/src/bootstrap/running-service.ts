import { upcasted } from '@liaison/event-store';
import { KeepTheFault, LiaisonStrategy, Relay, type MessageBus } from '@liaison/messaging';
import { Projections, type Follower } from '@liaison/projections';
import { NestMicroservice } from '@nestjs/microservices';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { Logger } from 'pino';
import type { Observable } from 'rxjs';
import type { Clock } from '../clock.js';
import type { Config } from '../config/config.js';
import { createPool } from '../database/pool.js';
import { createHttpApplication } from '../http/http-application.js';
import { recordHeaders } from '../http/recorded-headers.js';
import type { Identity } from '../identity/identity.js';
import type { Runtime, Service } from '../service.js';
import { openEventStore } from './event-store.js';
import { ServiceModule } from './service-module.js';
import type { Teardown } from './teardown.js';

export type RunningService = {
  readonly name: string;
  readonly title: string;
  readonly runtime: Runtime;
  readonly app: NestFastifyApplication;
  readonly relay?: Relay;
  readonly strategy?: LiaisonStrategy;
  readonly followers: readonly Follower[];
};

/** What the services of one process share. */
export type Surroundings = {
  readonly config: Config;
  readonly bus: MessageBus;
  readonly clock: Clock;
  readonly identity: Identity;
  readonly log: Logger;
  readonly stopping: Observable<void>;
  readonly teardown: Teardown;
};

/** Everything of one service, from its store to its routes, started and ready for requests. What was started is in the teardown. */
export const startService = async (service: Service, databaseUrl: string, surroundings: Surroundings): Promise<RunningService> => {
  const { teardown, bus, clock, identity, config, stopping } = surroundings;
  const { name, title, published, consumes = [] } = service;
  const log = surroundings.log.child({ service: name });

  const pool = createPool(databaseUrl, 8, log);
  teardown.add(`${name}: pool`, () => pool.end());
  const storePool = createPool(databaseUrl, 4, log);
  teardown.add(`${name}: store pool`, () => storePool.end());
  const recorded = openEventStore(config, name, storePool);
  teardown.add(`${name}: store`, () => recorded.close());
  const store = upcasted(recorded, service.upcasters ?? {});
  const projections = new Projections({ store, pool, schema: name, projections: service.projections, log });
  const runtime: Runtime = {
    ...{ service: name, schema: name, store, recorded, pool, databaseUrl, bus, clock, projections, log, stopping, config },
  };
  const relay =
    published && new Relay({ service: name, store, bus, pool, schema: name, published: published.map, topics: published.topics, log });
  const strategy =
    consumes.length === 0 ? undefined : new LiaisonStrategy({ group: name, bus, topics: consumes, pool, schema: name, log, clock });

  if (service.stop) teardown.add(`${name}: parts`, () => service.stop?.(runtime));
  await service.start?.(runtime);
  teardown.add(`${name}: projections`, () => projections.stop());
  await projections.start();

  const app = await createHttpApplication([ServiceModule.for(service, runtime, relay, strategy)], identity, log);
  teardown.add(`${name}: application`, () => app.close());
  recordHeaders(app.getHttpAdapter().getInstance(), store);
  if (strategy) registerConsumers(app, strategy);
  await app.init();
  await app.getHttpAdapter().getInstance().ready();

  const followers = service.followers?.(runtime) ?? [];
  for (const follower of followers) {
    teardown.add(`${name}: follower ${follower.name}`, () => follower.stop());
    await follower.start();
  }
  if (relay) {
    teardown.add(`${name}: relay`, () => relay.stop());
    await relay.start();
  }
  if (strategy) {
    teardown.add(`${name}: consumer`, () => strategy.close());
    await app.startAllMicroservices();
  }
  return { name, title, runtime, app, followers, ...(relay && { relay }), ...(strategy && { strategy }) };
};

/**
 * The filter must stand before the handlers are bound, which Nest does only when it defers its own beginning; that beginning
 * in turn would run every module's init hook a second time.
 */
const registerConsumers = (app: NestFastifyApplication, strategy: LiaisonStrategy): void => {
  const consumers = app.connectMicroservice({ strategy }, { deferInitialization: true });
  consumers.useGlobalFilters(new KeepTheFault());
  if (!(consumers instanceof NestMicroservice)) throw new TypeError('Nest has changed what it connects');
  consumers.registerListeners();
  consumers.setIsInitialized(true);
  consumers.setIsInitHookCalled(true);
};
