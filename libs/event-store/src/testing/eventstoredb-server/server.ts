import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import grpc from '@grpc/grpc-js';
import { append } from './appending.js';
import { batchAppend } from './batch-appending.js';
import { members, supportedMethods, type Member } from './cluster.js';
import { GossipService, ServerFeaturesService, StreamsService } from './definitions.js';
import { softDelete, tombstone } from './deleting.js';
import { EventLog } from './event-log.js';
import { Faults } from './faults.js';
import type { Node } from './node.js';
import { read } from './reading.js';

export type ServerOptions = {
  readonly log?: EventLog;
  /** 0 takes any free port, and keeps it over {@link InProcessServer.restart}. */
  readonly port?: number;
  readonly users?: Readonly<Record<string, string>>;
  /** Paths of PEM files. */
  readonly tls?: { readonly certificate: string; readonly key: string };
  readonly maxAppendBytes?: number;
  /** Makes this node a follower of another. */
  readonly leader?: () => InProcessServer;
};

const host = '127.0.0.1';

/**
 * A server in this process that speaks the Streams protocol of EventStoreDB over the service definitions inside its client.
 * Equipment of tests: each semantic says which file of KurrentDB (github.com/kurrent-io/KurrentDB) it follows, and none of
 * this proves how a real server behaves.
 */
export class InProcessServer {
  readonly faults = new Faults();
  readonly id = randomUUID();
  log: EventLog;
  private readonly subscribers: Node['subscribers'] = new Set();
  private running: grpc.Server | undefined;
  private bound: number;

  constructor(private readonly options: ServerOptions = {}) {
    this.log = options.log ?? new EventLog();
    this.bound = options.port ?? 0;
  }

  get port(): number {
    return this.bound;
  }

  /** For clients, without credentials. */
  get connectionString(): string {
    return `esdb://${host}:${this.bound}?tls=${this.options.tls ? 'true' : 'false'}`;
  }

  async start(): Promise<this> {
    const { users = {}, maxAppendBytes = 16 * 1024 * 1024, leader, tls } = this.options;
    const server = new grpc.Server({ 'grpc.max_receive_message_length': 17 * 1024 * 1024 });
    const node: Node = {
      ...{ log: this.log, faults: this.faults, users, maxAppendBytes, subscribers: this.subscribers },
      leader: () => leader && { host, port: leader().port },
    };
    server.addService(StreamsService, {
      ...{ read: read(node), append: append(node), batchAppend: batchAppend(node) },
      ...{ delete: softDelete(node), tombstone: tombstone(node) },
    });
    server.addService(GossipService, { read: members(() => this.cluster()) });
    server.addService(ServerFeaturesService, { getSupportedMethods: supportedMethods });
    const credentials = tls
      ? grpc.ServerCredentials.createSsl(null, [{ cert_chain: readFileSync(tls.certificate), private_key: readFileSync(tls.key) }])
      : grpc.ServerCredentials.createInsecure();
    this.bound = await new Promise<number>((resolve, reject) =>
      server.bindAsync(`${host}:${this.bound}`, credentials, (fault, port) => (fault ? reject(fault) : resolve(port))),
    );
    this.running = server;
    return this;
  }

  /** At once, with every call in flight cut. */
  async stop(): Promise<void> {
    this.running?.forceShutdown();
    this.running = undefined;
  }

  /** The same port again, with the same log or with another one. */
  async restart(log: EventLog = this.log): Promise<void> {
    await this.stop();
    this.log = log;
    await this.start();
  }

  /** Cuts every subscription off, as a node that changes its role does. */
  dropSubscriptions(): number {
    const { size } = this.subscribers;
    for (const subscriber of this.subscribers) subscriber.drop();
    return size;
  }

  private cluster(): readonly Member[] {
    const leader = this.options.leader?.();
    const me = { id: this.id, host, port: this.bound, isLeader: leader === undefined };
    return leader ? [me, { id: leader.id, host, port: leader.port, isLeader: true }] : [me];
  }
}
