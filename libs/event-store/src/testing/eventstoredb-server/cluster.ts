import type { sendUnaryData, ServerUnaryCall } from '@grpc/grpc-js';
import type { ClusterInfo } from '@eventstore/db-client/generated/gossip_pb.js';
import type { SupportedMethods } from '@eventstore/db-client/generated/serverfeatures_pb.js';
import { features, gossip, shared, StreamsService } from './definitions.js';

export type Member = { readonly id: string; readonly host: string; readonly port: number; readonly isLeader: boolean };

/** KurrentDB: Gossip.Read (ClusterInfo.ToGrpcClusterInfo): who is in the cluster, and who leads. */
export const members = (all: () => readonly Member[]) => (_: ServerUnaryCall<unknown, ClusterInfo>, answer: sendUnaryData<ClusterInfo>) => {
  const { FOLLOWER, LEADER } = gossip.MemberInfo.VNodeState;
  const list = all().map(({ id, host, port, isLeader }) =>
    new gossip.MemberInfo()
      .setInstanceId(new shared.UUID().setString(id))
      .setTimeStamp(String(BigInt(Date.now()) * 10_000n))
      .setState(isLeader ? LEADER : FOLLOWER)
      .setIsAlive(true)
      .setHttpEndPoint(new gossip.EndPoint().setAddress(host).setPort(port)),
  );
  answer(null, new gossip.ClusterInfo().setMembersList(list));
};

/** KurrentDB: ServerFeatures.GetSupportedMethods: names in lower case, with what each can do beyond its first version. */
export const supportedMethods = (_: ServerUnaryCall<unknown, SupportedMethods>, answer: sendUnaryData<SupportedMethods>) => {
  const extras: Readonly<Record<string, readonly string[]>> = { read: ['position', 'events'], batchappend: ['deadline_duration'] };
  const methods = Object.values(StreamsService).map(({ path }) => {
    const [, service = '', method = ''] = path.toLowerCase().split('/');
    return new features.SupportedMethod()
      .setServiceName(service)
      .setMethodName(method)
      .setFeaturesList([...(extras[method] ?? [])]);
  });
  answer(null, new features.SupportedMethods().setEventStoreServerVersion('24.10.0').setMethodsList(methods));
};
