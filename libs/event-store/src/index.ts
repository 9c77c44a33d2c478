export { stepOf, type Asked, type Outcome, type StaleRevision } from './asked.js';
export { CommandHandler, type HandleOptions, type StreamFamily } from './command-handler.js';
export {
  CommandIdReused,
  CommandSettledBefore,
  DecidedInVain,
  EventStoreError,
  EventTooLarge,
  InvalidAppend,
  InvalidCommand,
  InvalidRead,
  InvalidStreamName,
  NotUpcast,
  OtherIncarnation,
  OtherSchemaVersion,
  PartialRepeat,
  PositionInFuture,
  PositionTooLarge,
  StoreAccessDenied,
  StoreClosed,
  StoreNotMigrated,
  StoreUnavailable,
  StreamDeleted,
  TooMuchContention,
  UnknownEventType,
  UnknownEventVersion,
  UnknownPosition,
  UnreadableEvent,
  WrongExpectedRevision,
} from './errors.js';
export type * from './event-store.js';
export { EventStoreDbEventStore, type EventStoreDbEventStoreOptions } from './eventstoredb/eventstoredb-event-store.js';
export { goldenFaults, type GoldenEvent, type GoldenEvents } from './golden-events.js';
export { isInspectable, type Inspectable, type StoreStatistics } from './inspection.js';
export { uuidNamed } from './named-uuid.js';
export { PostgresCommandLog } from './postgres/command-log.js';
export { eventStoreMigrations, type Migration } from './postgres/migrations.js';
export { PostgresEventStore, type PostgresEventStoreOptions } from './postgres/postgres-event-store.js';
export { categoryOf, streamName } from './streams.js';
export { upcast, upcasted, versionOf, type Upcaster, type Upcasters } from './upcasting.js';
