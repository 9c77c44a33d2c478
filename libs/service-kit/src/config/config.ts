import { resolve } from 'node:path';
import type { KafkaConnection } from '@liaison/messaging';
import { z } from 'zod';
import { StartupError } from '../startup-error.js';
import { kafkaOf, kafkaTakes, kafkaVariables } from './kafka.js';

export type Config = {
  readonly port: number;
  readonly host: string;
  /** Absolute. */
  readonly home: string;
  readonly logLevel: (typeof logLevels)[number];
  /** Without it PostgreSQL runs under `home`. */
  readonly databaseUrl?: string;
  /** Databases of single services, and of the broker. */
  readonly databaseUrls: Readonly<Record<string, string>>;
  /** Where events are. First answers, read models and checkpoints are in PostgreSQL either way. */
  readonly eventStore: { readonly kind: 'postgres' } | { readonly kind: 'eventstoredb'; readonly connectionString: string };
  /** Without it messages go through the embedded bus, in a schema of PostgreSQL. */
  readonly kafka?: KafkaConnection;
  /** How many clients each service of the process tells of changes at once. */
  readonly liveListeners: number;
  /** Without it there is a development issuer; only on loopback, and only with the embedded PostgreSQL. */
  readonly oidc?: { readonly issuer: string; readonly jwksUrl: string; readonly audience: string };
};

/** What one variable had and what it takes. */
export type ConfigFault = { readonly variable: string; readonly had: string; readonly takes: string };

/** Every fault at once. Values that may hold a secret are not shown. */
export class InvalidConfig extends StartupError {
  constructor(readonly faults: readonly ConfigFault[]) {
    super(
      [
        'Liaison cannot start: the environment is not as it must be.',
        ...faults.map(({ variable, had, takes }) => `  ${variable} ${had}. It takes ${takes}.`),
      ].join('\n'),
    );
  }
}

const logLevels = ['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent'] as const;
const loopback = new Set(['127.0.0.1', '::1', 'localhost']);
const databaseUrlOf = /^DATABASE_URL_([A-Z][A-Z0-9_]*)$/;

const isUrl = (text: string, protocols: readonly string[]): boolean => {
  try {
    const { protocol, hostname } = new URL(text);
    return protocols.includes(protocol) && hostname !== '';
  } catch {
    return false;
  }
};
const url = (...protocols: string[]) => z.string().refine((text) => isUrl(text, protocols));

const takes = {
  PORT: 'a whole number from 0 to 65535; 0 takes any free port',
  HOST: 'a host name or an address to listen on',
  LIAISON_HOME: 'a folder for data, keys and logs',
  LOG_LEVEL: `one of ${logLevels.join(', ')}`,
  DATABASE_URL: 'postgresql://user:password@host:port/database',
  OIDC_ISSUER: 'the issuer of the tokens, as their claim iss has it: an http or https URL',
  OIDC_JWKS_URL: 'the http or https URL of the keys of the issuer',
  OIDC_AUDIENCE: 'the audience that tokens must be meant for',
  MESSAGING: 'embedded or kafka',
  ...kafkaTakes,
  LIVE_LISTENERS: 'a whole number from 1 to 100000',
  EVENT_STORE: 'postgres or eventstoredb',
  EVENTSTORE_CONNECTION_STRING: 'esdb://user:password@host:port?tls=true, or esdb+discover:// for a cluster behind one name',
} as const;

const Environment = z.object({
  PORT: z
    .string()
    .regex(/^\d{1,5}$/)
    .transform(Number)
    .pipe(z.int().max(65_535))
    .default(3000),
  HOST: z
    .string()
    .regex(/^[A-Za-z0-9.:-]+$/)
    .default('127.0.0.1'),
  LIAISON_HOME: z.string().min(1).default('.liaison'),
  LOG_LEVEL: z.enum(logLevels).default('info'),
  DATABASE_URL: url('postgres:', 'postgresql:').optional(),
  OIDC_ISSUER: url('http:', 'https:').optional(),
  OIDC_JWKS_URL: url('http:', 'https:').optional(),
  OIDC_AUDIENCE: z.string().min(1).default('liaison'),
  MESSAGING: z.enum(['embedded', 'kafka']).default('embedded'),
  ...kafkaVariables,
  LIVE_LISTENERS: z
    .string()
    .regex(/^\d{1,6}$/)
    .transform(Number)
    .pipe(z.int().min(1).max(100_000))
    .default(1_000),
  EVENT_STORE: z.enum(['postgres', 'eventstoredb']).default('postgres'),
  EVENTSTORE_CONNECTION_STRING: z
    .string()
    .regex(/^esdb(\+discover)?:\/\/([^:@/\s]+:[^@/\s]+@)?[^@?/\s]+\/?(\?\S+)?$/)
    .optional(),
});

/**
 * The configuration of a process that runs these services. An empty variable counts as absent.
 * @throws InvalidConfig
 */
export const loadConfig = (env: Readonly<Record<string, string | undefined>>, services: readonly string[]): Config => {
  const given = Object.fromEntries(Object.entries(env).filter(([, value]) => value !== undefined && value !== ''));
  const parsed = Environment.safeParse(given);
  const databases = Object.entries(given).flatMap(([variable, value = '']) => {
    const owner = databaseUrlOf.exec(variable)?.[1]?.toLowerCase().replaceAll('_', '-');
    return owner === undefined ? [] : [{ variable, owner, value }];
  });
  const faults: ConfigFault[] = [
    ...(parsed.error?.issues ?? []).map(({ path }) => faultOf(String(path[0]) as keyof typeof takes, given)),
    ...databases
      .filter(({ value }) => !isUrl(value, ['postgres:', 'postgresql:']))
      .map(({ variable }) => ({ variable, had: 'has a value that is not shown here', takes: takes.DATABASE_URL })),
  ];
  const { connection: kafka, faults: kafkaFaults } = kafkaOf(given, services);
  faults.push(...kafkaFaults);
  const owners = given['MESSAGING'] === 'kafka' ? services : [...services, 'broker'];
  const embedded = !given['DATABASE_URL'] && databases.length === 0;
  const missing = (variable: string, why: string, kind: keyof typeof takes = 'DATABASE_URL') =>
    void faults.push({ variable, had: `is missing: ${why}`, takes: takes[kind] });

  if (!embedded && !given['DATABASE_URL'])
    for (const owner of owners.filter((each) => !databases.some((database) => database.owner === each)))
      missing(
        `DATABASE_URL_${owner.toUpperCase().replaceAll('-', '_')}`,
        'others have a database of their own and there is no DATABASE_URL for the rest',
      );
  if (!embedded && !given['OIDC_ISSUER'])
    missing('OIDC_ISSUER', 'with a database from outside there is no development issuer', 'OIDC_ISSUER');
  if (given['OIDC_ISSUER'] && !given['OIDC_JWKS_URL']) missing('OIDC_JWKS_URL', 'OIDC_ISSUER is given', 'OIDC_JWKS_URL');
  if (given['EVENT_STORE'] === 'eventstoredb' && !given['EVENTSTORE_CONNECTION_STRING'])
    missing('EVENTSTORE_CONNECTION_STRING', 'EVENT_STORE is eventstoredb', 'EVENTSTORE_CONNECTION_STRING');
  if (embedded && given['HOST'] && !loopback.has(given['HOST']))
    faults.push({
      variable: 'HOST',
      had: `is "${given['HOST']}"`,
      takes: `one of ${[...loopback].join(', ')} as long as PostgreSQL is the embedded one`,
    });
  if (faults.length > 0 || !parsed.success) throw new InvalidConfig(faults);

  const { PORT, HOST, LIAISON_HOME, LOG_LEVEL, DATABASE_URL, OIDC_ISSUER, OIDC_JWKS_URL, OIDC_AUDIENCE } = parsed.data;
  const { EVENT_STORE: kind, EVENTSTORE_CONNECTION_STRING: connectionString = '' } = parsed.data;
  return {
    port: PORT,
    host: HOST,
    home: resolve(LIAISON_HOME),
    logLevel: LOG_LEVEL,
    liveListeners: parsed.data.LIVE_LISTENERS,
    eventStore: kind === 'postgres' ? { kind } : { kind, connectionString },
    ...(DATABASE_URL !== undefined && { databaseUrl: DATABASE_URL }),
    ...(kafka && { kafka }),
    databaseUrls: Object.fromEntries(databases.map(({ owner, value }) => [owner, value])),
    ...(OIDC_ISSUER !== undefined &&
      OIDC_JWKS_URL !== undefined && { oidc: { issuer: OIDC_ISSUER, jwksUrl: OIDC_JWKS_URL, audience: OIDC_AUDIENCE } }),
  };
};

/** Whether PostgreSQL is ours to start. */
export const isEmbedded = ({ databaseUrl, databaseUrls }: Config): boolean =>
  databaseUrl === undefined && Object.keys(databaseUrls).length === 0;

const secret = new Set<string>([
  ...['DATABASE_URL', 'OIDC_JWKS_URL', 'OIDC_ISSUER', 'EVENTSTORE_CONNECTION_STRING'],
  ...['KAFKA_USERNAME', 'KAFKA_PASSWORD'],
]);

const faultOf = (variable: keyof typeof takes, given: Readonly<Record<string, string | undefined>>): ConfigFault => ({
  variable,
  had: secret.has(variable) ? 'has a value that is not shown here' : `is "${given[variable] ?? ''}"`,
  takes: takes[variable],
});
