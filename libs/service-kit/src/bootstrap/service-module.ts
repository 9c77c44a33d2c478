import { Global, Module, type DynamicModule } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { faultCode } from '@liaison/projections';
import type { LiaisonStrategy, Relay } from '@liaison/messaging';
import { eventsOf } from '../operations/events.controller.js';
import { operationsOf } from '../operations/operations.controller.js';
import { parkedOf } from '../operations/parked.controller.js';
import { CONSUMER, type ConsumerView } from '../operations/consumer-view.js';
import { Rebuilds } from '../operations/rebuilds.js';
import { RELAY, type RelayView } from '../operations/relay-view.js';
import { RUNTIME, type Runtime, type Service } from '../service.js';

/** Around the module of a service: what it may inject, its read models, and its operations. */
@Global()
@Module({})
export class ServiceModule {
  static for(service: Service, runtime: Runtime, relay: Relay | undefined, strategy: LiaisonStrategy | undefined): DynamicModule {
    const consumerView: ConsumerView = { strategy };
    const relayView: RelayView = { status: async () => relay?.status() };
    return {
      module: ServiceModule,
      imports: [...readModelsOf(service, runtime), service.module(runtime)],
      controllers: [operationsOf(service.name), eventsOf(service.name), parkedOf(service.name)],
      providers: [
        { provide: RUNTIME, useValue: runtime },
        { provide: RELAY, useValue: relayView },
        { provide: CONSUMER, useValue: consumerView },
        { provide: Rebuilds, useValue: new Rebuilds(runtime) },
      ],
      exports: [RUNTIME],
    };
  }
}

/** A data source of the service's own, by its name. Tables are the projections' business: nothing is synchronised. */
const readModelsOf = ({ name, entities }: Service, { databaseUrl, log }: Runtime): readonly DynamicModule[] =>
  entities.length === 0
    ? []
    : [
        TypeOrmModule.forRoot({
          name,
          type: 'postgres',
          schema: name,
          entities: [...entities],
          synchronize: false,
          migrationsRun: false,
          installExtensions: false,
          logging: false,
          retryAttempts: 1,
          poolErrorHandler: (fault: unknown) => log.warn({ code: faultCode(fault) }, 'a database connection was lost'),
          extra: { connectionString: databaseUrl, max: 4, connectionTimeoutMillis: 5_000 },
        }),
      ];
