import { chmodSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { startPostgres, type RunningPostgres } from '@liaison/service-kit';
import pg from 'pg';
import { startBroker, type Broker } from './start-broker.js';

const database = 'liaison';

/** What all services stand on: a PostgreSQL and a Kafka of our own, to be broken and mended. */
export class Ground {
  readonly home = mkdtempSync(join(tmpdir(), 'liaison-ground-'));
  readonly logs = join(this.home, 'logs');
  private running: RunningPostgres | undefined;
  private broker: Broker | undefined;

  /** Without a broker: for services whose messages go through PostgreSQL. */
  constructor(private readonly parts: { readonly broker: boolean } = { broker: true }) {
    chmodSync(this.home, 0o755); // where we are root, PostgreSQL is another user
    mkdirSync(this.logs);
  }

  async start(): Promise<void> {
    const [postgres, broker] = await Promise.all([startPostgres(this.home), this.parts.broker ? startBroker(this.home) : undefined]);
    this.running = postgres;
    this.broker = broker;
    const client = new pg.Client({ connectionString: postgres.url('postgres') });
    await client.connect();
    await client.query(`create database ${database}`);
    await client.end();
  }

  get databaseUrl(): string {
    return this.postgres.url(database);
  }
  get brokers(): string {
    return this.kafka.brokers;
  }

  /** `goodbye` closes the sessions first; without it the server ends as in a power cut, and recovers when it starts. */
  async restartPostgres(downMs: number, goodbye: boolean): Promise<void> {
    const { port, pid } = this.postgres;
    if (!goodbye) process.kill(pid, 'SIGQUIT');
    await this.postgres.stop();
    await sleep(downMs);
    this.running = await startPostgres(this.home, { port });
  }

  async restartBroker(downMs: number, goodbye: boolean): Promise<void> {
    await (goodbye ? this.kafka.stop() : this.kafka.kill9());
    await sleep(downMs);
    this.broker = await startBroker(this.home);
  }

  /** `keep`: the logs stay where they are, for whoever looks for the reason. */
  async end(keep: boolean): Promise<void> {
    await Promise.allSettled([this.running?.stop(), this.broker?.kill9()]);
    if (!keep) rmSync(this.home, { recursive: true, force: true });
  }

  private get postgres(): RunningPostgres {
    if (!this.running) throw new Error('there is no PostgreSQL yet');
    return this.running;
  }
  private get kafka(): Broker {
    if (!this.broker) throw new Error('there is no broker yet');
    return this.broker;
  }
}
