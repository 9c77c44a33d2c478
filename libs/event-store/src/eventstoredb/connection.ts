import dbClient from '@eventstore/db-client';
import streamsGrpc from '@eventstore/db-client/generated/streams_grpc_pb.js';
import type { StreamsClient } from '@eventstore/db-client/generated/streams_grpc_pb.js';
import type { AppendResp, ReadReq, ReadResp } from '@eventstore/db-client/generated/streams_pb.js';
import type { CallOptions, Channel, ClientReadableStream, Metadata } from '@grpc/grpc-js';
import type { WrittenEvent } from '../append-check.js';
import type { ExpectedRevision, StreamName } from '../event-store.js';
import { appendMessages } from './requests.js';

export { allPage, lastOfAll, lastOfLog, streamPage, subscription } from './requests.js';

/**
 * What the client keeps for its own methods: calls over its channel, which it finds again after a failover, with its
 * credentials. Its methods themselves cannot read `$all` through a filter, and share one table of pending appends among all
 * clients of a process, which a fault of one of them empties. The version is pinned exactly.
 */
type ClientCalls = {
  execute<Result>(client: typeof StreamsClient, name: string, act: (client: StreamsClient) => Promise<Result>): Promise<Result>;
  GRPCStreamCreator(
    client: typeof StreamsClient,
    name: string,
    open: (client: StreamsClient) => ClientReadableStream<ReadResp>,
  ): () => Promise<ClientReadableStream<ReadResp>>;
  callArguments(options: { readonly requiresLeader: boolean }, call?: CallOptions): [Metadata, CallOptions];
  getChannel(): Promise<Channel>;
  dispose(): Promise<void>;
};

export type AppendAnswer =
  | { readonly is: 'success'; readonly revision: number; readonly position: number | undefined }
  | { readonly is: 'wrong'; readonly actual: number };

/** One connection to a cluster, for any number of calls. Every call is for the leader: a follower may lag behind. */
export class Connection {
  private readonly calls: ClientCalls;
  private readonly watched = new WeakSet<Channel>();
  private used = false;

  /** @throws Error when the connection string cannot be read */
  constructor(
    connectionString: string,
    /** Told when a connection breaks, also where no call was on it. */
    private readonly lost: () => void,
  ) {
    this.calls = dbClient.EventStoreDBClient.connectionString(connectionString) as unknown as ClientCalls;
  }

  async append(stream: StreamName, expected: ExpectedRevision, events: readonly WrittenEvent[]): Promise<AppendAnswer> {
    await this.watch();
    return this.calls.execute(
      streamsGrpc.StreamsClient,
      'append',
      (client) =>
        new Promise((resolve, reject) => {
          const call = client.append(...this.calls.callArguments({ requiresLeader: true }), (fault, response) => {
            if (fault) reject(fault);
            else resolve(answerOf(response));
          });
          call.on('error', reject);
          for (const message of appendMessages(stream, expected, events)) call.write(message);
          call.end();
        }),
    );
  }

  /** Every response of a page, until `take` has enough. */
  async page(request: ReadReq, take: (response: ReadResp) => 'more' | 'enough'): Promise<void> {
    const call = await this.open(request, {});
    await new Promise<void>((resolve, reject) => {
      call.on('error', reject);
      call.on('end', resolve);
      call.on('data', (response: ReadResp) => {
        try {
          if (take(response) === 'more') return;
          resolve();
        } catch (fault) {
          reject(fault instanceof Error ? fault : new Error('a response could not be read', { cause: fault }));
        }
        call.cancel();
      });
    });
  }

  /** A call without a deadline. */
  subscribe(request: ReadReq): Promise<ClientReadableStream<ReadResp>> {
    return this.open(request, { deadline: Infinity });
  }

  async close(): Promise<void> {
    if (!this.used) return;
    await this.calls.dispose();
    (await this.calls.getChannel()).close();
  }

  private async open(request: ReadReq, options: CallOptions): Promise<ClientReadableStream<ReadResp>> {
    await this.watch();
    return this.calls.GRPCStreamCreator(streamsGrpc.StreamsClient, 'read', (client) =>
      client.read(request, ...this.calls.callArguments({ requiresLeader: true }, options)),
    )();
  }

  /** The client makes another channel when it has given one up. */
  private async watch(): Promise<void> {
    this.used = true;
    const channel = await this.calls.getChannel();
    if (this.watched.has(channel)) return;
    this.watched.add(channel);
    const next = (): void => {
      const state: number = channel.getConnectivityState(false);
      if (state === connectivity.SHUTDOWN) return this.lost();
      channel.watchConnectivityState(state, Infinity, (fault) => {
        if (state === connectivity.READY) this.lost();
        if (!fault) next();
      });
    };
    next();
  }
}

/** Of gRPC: https://grpc.github.io/grpc/core/md_doc_connectivity-semantics-and-api.html */
const connectivity: Readonly<Record<'READY' | 'SHUTDOWN', number>> = { READY: 2, SHUTDOWN: 4 };

const answerOf = (response: AppendResp): AppendAnswer => {
  const wrong = response.getWrongExpectedVersion();
  if (wrong) return { is: 'wrong', actual: wrong.hasCurrentRevision() ? Number(wrong.getCurrentRevision()) : -1 };
  const success = response.getSuccess();
  if (!success) throw new Error('an append was answered with neither success nor conflict');
  const position = success.getPosition();
  return { is: 'success', revision: Number(success.getCurrentRevision()), position: position && Number(position.getCommitPosition()) };
};
