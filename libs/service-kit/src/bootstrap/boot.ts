import { mkdirSync } from 'node:fs';
import { embeddedBusMigrations, messagingMigrations } from '@liaison/messaging';
import { eventStoreMigrations } from '@liaison/event-store';
import { projectionMigrations } from '@liaison/projections';
import { Subject } from 'rxjs';
import type { Logger } from 'pino';
import { systemClock, type Clock } from '../clock.js';
import { isEmbedded, loadConfig, type Config } from '../config/config.js';
import { openDatabases } from '../database/databases.js';
import type { Owner } from '../database/owners.js';
import { lockHome } from '../embedded/home-lock.js';
import { createFront } from '../front/front-application.js';
import type { FrontContext, Pages } from '../front/pages.js';
import { Readiness } from '../health/readiness.js';
import { developmentIssuer, type DevelopmentIssuer } from '../identity/development-issuer.js';
import { remoteIdentity, type Identity } from '../identity/identity.js';
import { createLogger, type LogTarget } from '../observability/logger.js';
import { startTelemetry } from '../observability/telemetry.js';
import type { Runtime, Service } from '../service.js';
import { listen } from './front-server.js';
import { openBus } from './open-bus.js';
import { startService, type RunningService } from './running-service.js';
import { Teardown } from './teardown.js';

/** What a caller decides instead of the environment. */
export type Overrides = {
  readonly home?: string;
  readonly port?: number;
  readonly databaseUrl?: string;
  readonly clock?: Clock;
  readonly quiet?: boolean;
  /** Instead of the process's own. */
  readonly env?: Readonly<Record<string, string | undefined>>;
  /** Whose tokens count, instead of the configured issuer's. */
  readonly identity?: Identity;
  readonly logTo?: LogTarget;
  /** HTML for the front page. */
  readonly frontPage?: (context: FrontContext) => string;
  /** Pages of the embedded system, by path. */
  readonly pages?: Pages;
};

export type Running = {
  readonly url: string;
  readonly port: number;
  readonly config: Config;
  readonly runtimes: Readonly<Record<string, Runtime>>;
  /** Where the embedded PostgreSQL listens. */
  readonly postgresPort?: number;
  /** Drains and stops everything, once however often it is called. */
  readonly stop: () => Promise<void>;
};

const drainMs = 10_000;

/**
 * Starts these services in this process and takes requests for them. What has begun is taken back when a later step fails.
 * @throws StartupError with a message for whoever starts it
 */
export const boot = async (services: readonly Service[], overrides: Overrides = {}): Promise<Running> => {
  const env = environment(overrides);
  const config = loadConfig(
    env,
    services.map(({ name }) => name),
  );
  mkdirSync(config.home, { recursive: true });
  const log = createLogger(config, overrides.logTo ?? 'stdout');
  const teardown = new Teardown();
  try {
    return await begin(services, { config, log, teardown, env, overrides });
  } catch (fault) {
    await teardown.run(log);
    throw fault;
  }
};

type Beginning = {
  readonly config: Config;
  readonly log: Logger;
  readonly teardown: Teardown;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly overrides: Overrides;
};

const begin = async (services: readonly Service[], { config, log, teardown, env, overrides }: Beginning): Promise<Running> => {
  const embedded = isEmbedded(config);
  const telemetry = await startTelemetry(env, log);
  if (telemetry) teardown.add('telemetry', () => telemetry.stop());
  if (embedded) {
    const lock = lockHome(config.home);
    teardown.add('home', () => lock.release());
  }
  let postgresPort: number | undefined;
  const databases = await openDatabases(config, [...services.map(ownerOf), ...(config.kafka ? [] : [broker])], (postgres) => {
    postgresPort = postgres.port;
    teardown.add('postgres', () => postgres.stop());
  });
  const { issuer, identity } = await trusted(config, overrides.identity);
  const stopping = new Subject<void>();

  const bus = await openBus(config, () => databases.urlOf(broker.name), log, teardown);

  const surroundings = { config, bus, clock: overrides.clock ?? systemClock, identity, log, stopping, teardown };
  const running: RunningService[] = [];
  for (const service of services) running.push(await startService(service, databases.urlOf(service.name), surroundings));
  const runtimes = Object.fromEntries(running.map(({ name, runtime }) => [name, runtime]));

  const readiness = new Readiness(running);
  const front = await createFront({
    ...{ services: running, runtimes, readiness, identity, issuer, log },
    ...{ sections: overrides.frontPage, pages: overrides.pages ?? {} },
  });
  teardown.add('front', () => front.close());
  await front.init();
  await front.getHttpAdapter().getInstance().ready();
  const doors = { services: new Map(running.map(({ name, app }) => [name, app])), front, onlyLocal: issuer !== undefined };
  const server = await listen(doors, config.port, config.host);
  teardown.add('server', () => server.drain(drainMs));
  readiness.ready();
  const url = `http://${config.host.includes(':') ? `[${config.host}]` : config.host}:${server.port}`;
  log.info({ port: server.port, services: running.map(({ name }) => name), embedded }, 'ready');

  let stopped: Promise<void> | undefined;
  const stop = async () => {
    readiness.stopping();
    stopping.next();
    stopping.complete();
    await teardown.run(log);
  };
  return {
    url,
    port: server.port,
    config,
    runtimes,
    ...(postgresPort !== undefined && { postgresPort }),
    stop: () => (stopped ??= stop()),
  };
};

/** The configuration allows a development issuer only where the database is the embedded one and the host is this machine. */
const trusted = async (
  { oidc, home }: Config,
  given: Identity | undefined,
): Promise<{ issuer?: DevelopmentIssuer; identity: Identity }> => {
  if (given) return { identity: given };
  if (oidc) return { identity: remoteIdentity(oidc) };
  const issuer = await developmentIssuer(home);
  return { issuer, identity: issuer.identity };
};

const broker: Owner = { name: 'broker', migrations: embeddedBusMigrations };

const ownerOf = ({ name, migrations }: Service): Owner => ({
  name,
  migrations: [...eventStoreMigrations, ...projectionMigrations, ...messagingMigrations, ...migrations],
});

const environment = ({ env = process.env, home, port, databaseUrl, quiet }: Overrides): Readonly<Record<string, string | undefined>> => ({
  ...env,
  ...(home !== undefined && { LIAISON_HOME: home }),
  ...(port !== undefined && { PORT: String(port) }),
  ...(databaseUrl !== undefined && { DATABASE_URL: databaseUrl }),
  ...(quiet && { LOG_LEVEL: 'silent' }),
});
