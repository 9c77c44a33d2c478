import type { Metadata } from '@grpc/grpc-js';
import type { EventLog } from './event-log.js';
import type { Faults } from './faults.js';
import { accessDenied, leaderInfo } from './rpc-errors.js';

/** What the handlers of one server share. */
export type Node = {
  readonly log: EventLog;
  readonly faults: Faults;
  /** Name to password; without any everybody may do everything (KurrentDB: --insecure). */
  readonly users: Readonly<Record<string, string>>;
  readonly maxAppendBytes: number;
  /** Where the leader is, when this node is not it. */
  readonly leader: () => { readonly host: string; readonly port: number } | undefined;
  /** Whoever is subscribed now, to be cut off. */
  readonly subscribers: Set<{ drop(): void }>;
};

/**
 * KurrentDB: Streams.GetRequiresLeader and ClientMessage.NotHandled (a follower that must not answer says where the leader
 * is), BasicHttpAuthenticationProvider.
 * @throws RpcError
 */
export const admit = ({ users, leader }: Node, metadata: Metadata): void => {
  const [authorization] = metadata.get('authorization');
  if (Object.keys(users).length > 0) {
    const [name = '', password] = Buffer.from(String(authorization ?? '').replace(/^Basic /i, ''), 'base64')
      .toString()
      .split(':');
    if (password === undefined || users[name] !== password) throw accessDenied();
  }
  const elsewhere = leader();
  if (elsewhere && metadata.get('requires-leader')[0] === 'true') throw leaderInfo(elsewhere.host, elsewhere.port);
};
