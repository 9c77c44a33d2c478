/** The service definitions and messages that ship inside the client package: one place that reaches into it. */
import gossipGrpc from '@eventstore/db-client/generated/gossip_grpc_pb.js';
import gossipMessages from '@eventstore/db-client/generated/gossip_pb.js';
import featuresGrpc from '@eventstore/db-client/generated/serverfeatures_grpc_pb.js';
import featuresMessages from '@eventstore/db-client/generated/serverfeatures_pb.js';
import sharedMessages from '@eventstore/db-client/generated/shared_pb.js';
import statusMessages from '@eventstore/db-client/generated/status_pb.js';
import streamsGrpc from '@eventstore/db-client/generated/streams_grpc_pb.js';
import streamsMessages from '@eventstore/db-client/generated/streams_pb.js';
import type { ReadResp } from '@eventstore/db-client/generated/streams_pb.js';
import anyMessages from 'google-protobuf/google/protobuf/any_pb.js';
import emptyMessages from 'google-protobuf/google/protobuf/empty_pb.js';

const { read } = streamsGrpc.StreamsService;
/** Reads may be answered with bytes that were made before. */
export const StreamsService = {
  ...streamsGrpc.StreamsService,
  read: {
    ...read,
    responseSerialize: (response: ReadResp | Buffer) => (Buffer.isBuffer(response) ? response : read.responseSerialize(response)),
  },
};
export const { GossipService } = gossipGrpc;
export const { ServerFeaturesService } = featuresGrpc;
export const streams = streamsMessages;
export const gossip = gossipMessages;
export const features = featuresMessages;
export const shared = sharedMessages;
export const status = statusMessages;
export const { Any } = anyMessages;
export const { Empty: GoogleEmpty } = emptyMessages;
