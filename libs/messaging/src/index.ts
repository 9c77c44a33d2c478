export { causeOf, type Cause, type Happened } from './consumer/cause.js';
export type { ConsumptionStatus, Failing } from './consumer/consumed.js';
export { Consumes, ConsumesMany } from './consumer/consumes.js';
export { KeepTheFault } from './consumer/keep-the-fault.js';
export { LiaisonStrategy, type LiaisonStrategyOptions } from './consumer/liaison-strategy.js';
export { EmbeddedBus, type EmbeddedBusOptions } from './embedded/embedded-bus.js';
export { embeddedBusMigrations } from './embedded/migrations.js';
export {
  BrokerFault,
  ContractBroken,
  InvalidConsumer,
  InvalidTopicName,
  MessageTooLarge,
  ParkedEventUnknown,
  ParkedKeyBusy,
  ParkedKeyUnknown,
  TopicMismatch,
  UnknownTopic,
  UnmappedEvent,
  type BrokerFaultCode,
} from './errors.js';
export type { KafkaConnection, SaslMechanism } from './kafka/connection.js';
export { KafkaBus, type KafkaBusOptions } from './kafka/kafka-bus.js';
export {
  isUndecodable,
  type BusHealth,
  type Consumption,
  type Delivered,
  type Message,
  type MessageBus,
  type PartitionLag,
  type Place,
  type TopicDefinition,
  type Undecodable,
} from './message-bus.js';
export { messagingMigrations } from './migrations.js';
export type { ParkedContent, ParkedEvent, ParkedEventWithContent, ParkedKey } from './parking/parked.js';
export type { ParkedQueues } from './parking/parked-queues.js';
export type { Replayed } from './parking/replayer.js';
export { partitionFor } from './partition.js';
export { keptPrivate, publishes, type Published } from './published.js';
export { Relay, type RelayOptions, type RelayStatus } from './relay/relay.js';
