import type { ReadReq } from '@eventstore/db-client/generated/streams_pb.js';
import type { LogRecord } from './event-log.js';
import { invalidArgument } from './rpc-errors.js';

export type Filter = (record: LogRecord) => boolean;

/** KurrentDB: EventFilter.DefaultAllFilterStrategy. Reads without a filter do not show who led when. */
export const unfiltered: Filter = ({ stream }) => stream !== '$epoch-information';

/** KurrentDB: ConvertToEventFilter (Streams.Read.cs): a regular expression where there is one, prefixes else. */
export const filterOf = (options: ReadReq.Options.FilterOptions): Filter => {
  const byStream = options.getStreamIdentifier();
  const expression = byStream ?? options.getEventType();
  if (!expression) throw invalidArgument('filter');
  const named = ({ stream, type }: LogRecord) => (byStream ? stream : type);
  if (expression.getRegex() !== '') {
    const pattern = new RegExp(expression.getRegex());
    return (record) => pattern.test(named(record));
  }
  const prefixes = expression.getPrefixList();
  return (record) => prefixes.some((prefix) => named(record).startsWith(prefix));
};
