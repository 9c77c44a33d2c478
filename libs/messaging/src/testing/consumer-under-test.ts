import 'reflect-metadata';
import { Controller, type INestApplication } from '@nestjs/common';
import { FastifyAdapter } from '@nestjs/platform-fastify';
import { Test } from '@nestjs/testing';
import { contract, type Topic } from '@liaison/contracts';
import { z } from 'zod';
import type { PoolClient } from 'pg';
import type { Cause, Happened } from '../consumer/cause.js';
import { Consumes, ConsumesMany } from '../consumer/consumes.js';
import { KeepTheFault } from '../consumer/keep-the-fault.js';
import { LiaisonStrategy, type LiaisonStrategyOptions } from '../consumer/liaison-strategy.js';
import type { MessageBus } from '../message-bus.js';
import type { TestingDatabase } from './database.js';

export type Acted = { readonly n: number; readonly cause: Cause };

/** A service that takes two kinds of events one by one and one as many as wait, and does with each what a spec wants. */
export const consumingService = (topic: Topic) => {
  const told = contract('org.liaison.test.told.v1', topic, z.object({ n: z.number() }));
  const ended = contract('org.liaison.test.ended.v1', topic, z.object({ n: z.number() }));
  const kept = contract('org.liaison.test.kept.v1', topic, z.object({ n: z.number() }));
  const acted: Acted[] = [];
  const batches: number[][] = [];
  const service = {
    ...{ told, ended, kept, acted, batches },
    numbers: () => acted.map(({ n }) => n),
    /** In the place of the handler's effect; what it throws the handler throws. A client when the effect is rows. */
    does: async (_: Acted & { readonly client?: PoolClient }): Promise<void> => undefined,
    controller: class {} as new () => object,
  };
  @Controller()
  class Cases {
    @Consumes(told)
    async told({ n }: { n: number }, cause: Cause) {
      await service.does({ n, cause });
      acted.push({ n, cause });
    }

    @Consumes(ended)
    async ended({ n }: { n: number }, cause: Cause) {
      await service.does({ n, cause });
      acted.push({ n, cause });
    }

    @ConsumesMany(kept)
    async kept(events: readonly Happened<{ n: number }>[], client: PoolClient) {
      batches.push(events.map(({ data }) => data.n));
      for (const { data, cause } of events) {
        await client.query('insert into kept (n, traceparent) values ($1, $2)', [data.n, cause.traceparent]);
        await service.does({ n: data.n, cause, client });
        acted.push({ n: data.n, cause });
      }
    }
  }
  service.controller = Cases;
  return service;
};

export type RunningConsumer = { readonly strategy: LiaisonStrategy; readonly stop: () => Promise<void> };
export type Runs = {
  readonly bus: MessageBus;
  readonly group: string;
  readonly topic: Topic;
  readonly database: TestingDatabase;
  readonly controller: new () => object;
} & Partial<Pick<LiaisonStrategyOptions, 'blockingMs' | 'mostParkedKeys'>>;

export const runConsumer = async ({ bus, group, topic, database, controller, ...options }: Runs): Promise<RunningConsumer> => {
  const { service: pool, schema, log } = database;
  const clock = { now: () => '2026-12-01T09:00:00Z' };
  const strategy = new LiaisonStrategy({ group, bus, topics: [topic], pool, schema, log, clock, blockingMs: 250, ...options });
  const module = await Test.createTestingModule({ controllers: [controller] }).compile();
  const app: INestApplication = module.createNestApplication(new FastifyAdapter(), { logger: false });
  app.connectMicroservice({ strategy }, { deferInitialization: true }).useGlobalFilters(new KeepTheFault());
  try {
    await app.startAllMicroservices();
  } catch (fault) {
    await app.close();
    throw fault;
  }
  return { strategy, stop: () => app.close() };
};
