import type { EventMetadata, RecordedEvent } from '../event-store.js';

export const pageLimits = { events: 500, bytes: 4 * 1024 * 1024 } as const;

/** An event as the server writes it down in one text: to read that is half the work of reading eight columns. */
export type Row = [record: string];

/** More follow unless it is the last; then so many may be asked for. */
export type Page = {
  readonly events: readonly RecordedEvent[];
  readonly bytes: number;
  readonly isLast: boolean;
  readonly next: number;
};

const written = (field: 'data' | 'metadata'): string =>
  `case when pg_column_compression(${field}) is null then pg_column_size(${field}) else octet_length(${field}::text) end`;

/**
 * The events that a condition leaves, as many as a page holds: they end with the one that fills it. What is stored as it was
 * written has its size beside it; only what the server keeps compressed is unpacked to be measured.
 */
export const pageOf = (where: string, order: string, count: string): string => `
  select concat('[', filled, ',', position, ',', to_json(stream), ',', revision, ',"', id, '",', to_json(type), ',',
    to_json(time at time zone 'UTC'), ',', data, ',', metadata, ']')
  from (
    select *, sum(size) over (order by ${order} rows unbounded preceding) as filled
    from (select *, ${written('data')} + ${written('metadata')} as size from events where ${where} order by ${order} limit ${count}) e
  ) e
  where filled - size < ${pageLimits.bytes} order by ${order}`;

type Fields = [
  filled: number,
  position: number,
  stream: string,
  revision: number,
  id: string,
  type: string,
  time: string,
  data: unknown,
  metadata: EventMetadata,
];

/** Of so many rows that were asked for. Where few fill a page, few are asked for: the server measures them all. */
export const paged = (rows: readonly Row[], asked: number): Page => {
  let bytes = 0;
  const events = rows.map(([text]): RecordedEvent => {
    const [filled, position, stream, revision, id, type, time, data, metadata] = JSON.parse(text) as Fields;
    bytes = filled;
    return { position, stream, revision, id, type, time: milliseconds(time), data, metadata };
  });
  const isFull = bytes >= pageLimits.bytes;
  const next = isFull ? Math.min(events.length * 2, pageLimits.events) : pageLimits.events;
  return { events, bytes, isLast: events.length < asked && !isFull, next };
};

/** As ISO 8601 with milliseconds, from what has six digits less the zeros at their end. */
export const milliseconds = (time: string): string => `${time.slice(0, 19)}${(time.slice(19, 23) || '.').padEnd(4, '0')}Z`;
