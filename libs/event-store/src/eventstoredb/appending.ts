import { EventTooLarge, PartialRepeat, WrongExpectedRevision } from '../errors.js';
import type { Appended, ExpectedRevision, RecordedEvent, StreamName } from '../event-store.js';
import type { WrittenEvent } from '../append-check.js';
import type { Access } from './access.js';
import type { AppendAnswer } from './connection.js';
import { named } from './faults.js';
import type { Paging } from './paging.js';
import { patiently } from './patience.js';

/**
 * Appends that keep the port's promise about repeats. The server recognises them by their place under an exact expectation,
 * and by a cache under `any` and `stream-exists`; what it does not tell is read.
 */
export class Appending {
  constructor(
    private readonly access: Access,
    private readonly paging: Paging,
  ) {}

  /** @throws WrongExpectedRevision, PartialRepeat, EventTooLarge, OtherIncarnation, StreamDeleted, StoreUnavailable, StoreAccessDenied */
  async append(stream: StreamName, expected: ExpectedRevision, events: readonly WrittenEvent[], incarnation?: string): Promise<Appended> {
    try {
      // safe to repeat: whether the lost attempt took effect, the next one is told
      return await patiently(async () => {
        await this.access.require(incarnation);
        return typeof expected === 'number' || expected === 'no-stream'
          ? this.exactly(stream, expected, events)
          : this.somewhere(stream, expected, events);
      }, this.access.patience);
    } catch (fault) {
      throw named(sizeRefused(fault, stream, events) ?? fault, { stream });
    }
  }

  private async exactly(stream: StreamName, expected: number | 'no-stream', events: readonly WrittenEvent[]): Promise<Appended> {
    const before = expected === 'no-stream' ? -1 : expected;
    const answer = await this.send(stream, expected, events);
    if (answer.is === 'success' && answer.revision === before + events.length && answer.position !== undefined)
      return { revision: answer.revision, position: answer.position };
    if (answer.is === 'wrong' && answer.actual <= before) throw new WrongExpectedRevision(stream, expected, answer.actual);
    const there = await this.eventsFrom(stream, before + 1, events.length);
    const repeat = repeatOf(stream, events, there, before + 1);
    if (repeat) return repeat;
    if (answer.is === 'wrong') throw new WrongExpectedRevision(stream, expected, answer.actual);
    throw new Error(`${stream}: an append was answered as done and is not there`);
  }

  private async somewhere(stream: StreamName, expected: 'any' | 'stream-exists', events: readonly WrittenEvent[]): Promise<Appended> {
    const end = (await this.last(stream, events.length)).toReversed();
    const first = end[0]?.revision ?? 0;
    // of fewer events than were sent, the stream has not all of them
    const repeat = end.length === events.length ? repeatOf(stream, events, end, first) : undefined;
    if (repeat) return repeat;
    const answer = await this.send(stream, expected, events);
    if (answer.is === 'success') {
      if (answer.position !== undefined) return { revision: answer.revision, position: answer.position };
      const [recorded] = await this.eventsFrom(stream, answer.revision, 1);
      if (recorded) return { revision: answer.revision, position: recorded.position };
      throw new Error(`${stream}: an append was answered as done and is not there`);
    }
    if (answer.actual === -1) throw new WrongExpectedRevision(stream, expected, -1);
    throw new PartialRepeat(stream); // nothing else is a conflict of a stream that is there
  }

  private async send(stream: StreamName, expected: ExpectedRevision, events: readonly WrittenEvent[]): Promise<AppendAnswer> {
    return (await this.access.load()).connection.append(stream, expected, events);
  }

  private eventsFrom(stream: StreamName, from: number, limit: number): Promise<readonly RecordedEvent[]> {
    return collected(this.paging.stream(stream, { from, limit }));
  }

  private last(stream: StreamName, limit: number): Promise<readonly RecordedEvent[]> {
    return collected(this.paging.stream(stream, { direction: 'backwards', limit }));
  }
}

/** The first answer when all of the events stand there, undefined when none does. @throws PartialRepeat */
const repeatOf = (
  stream: StreamName,
  events: readonly WrittenEvent[],
  there: readonly RecordedEvent[],
  first: number,
): Appended | undefined => {
  const same = there.filter(({ id, revision }) => events[revision - first]?.id === id.toLowerCase());
  if (same.length === 0) return undefined;
  const last = same.at(-1);
  if (same.length < events.length || !last) throw new PartialRepeat(stream);
  return { revision: last.revision, position: last.position };
};

const collected = async (batches: AsyncIterable<readonly RecordedEvent[]>): Promise<readonly RecordedEvent[]> => {
  const all: RecordedEvent[] = [];
  for await (const batch of batches) all.push(...batch);
  return all;
};

/** The server has a limit of its own, 1 MiB an append unless it was raised. */
const sizeRefused = (fault: unknown, stream: StreamName, events: readonly WrittenEvent[]): EventTooLarge | undefined => {
  const limit = fault instanceof Error && /Maximum Append Size of (\d+) Exceeded/i.exec(fault.message)?.[1];
  if (!limit) return undefined;
  const bytes = events.reduce((sum, event) => sum + event.bytes, 0);
  return new EventTooLarge(stream, 'events', bytes, Number(limit));
};
