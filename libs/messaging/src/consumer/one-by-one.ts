import { faultCode, pause, pauseAfter, transaction, type Log } from '@liaison/projections';
import type { Pool } from 'pg';
import { ContractBroken, RecordUndecodable, VersionUnknown } from '../errors.js';
import type { Message, Undecodable } from '../message-bus.js';
import type { ParkedContent, Why } from '../parking/parked.js';
import type { Parking } from '../parking/parking.js';
import { detailOf } from '../parking/replayer.js';
import type { Consumed } from './consumed.js';
import type { Handlers } from './handlers.js';
import { isPassing } from './passing.js';
import type { Standing, Standings } from './standings.js';
import { havePassed, type Watermarks } from './watermarks.js';

export type ReceivingOptions = {
  readonly group: string;
  readonly pool: Pool;
  readonly log: Log;
  readonly handlers: Handlers;
  readonly watermarks: Watermarks;
  readonly standings: Standings;
  readonly parking: Parking;
  readonly consumed: Consumed;
  readonly signal: AbortSignal;
  /** How long attempts at one event may hold up its partition, in milliseconds, before it is parked. */
  readonly blockingMs: number;
};

const retries = { firstMs: 100, maxMs: 1_600 };

/**
 * What becomes of one message of a partition: it acts once, waits behind its key, is parked, or is none of ours. A rejection means
 * that infrastructure failed: the same message has to come again, and none after it.
 */
export class OneByOne {
  constructor(private readonly options: ReceivingOptions) {}

  async receive(message: Message): Promise<void> {
    const { handlers, standings, consumed } = this.options;
    if (!handlers.concerns(message.type)) return consumed.skipped(message);
    try {
      const standing = await standings.of(message);
      if (standing.passed(message)) return consumed.dropped(message);
      if (standing.hasActed(message)) return this.acted(message, standing, false);
      if (standing.mayBeParked(message.key) && (await this.joined(message, standing))) return;
      const why = await this.attempts(message, standing);
      if (why) await this.park(message, why, standing);
    } catch (fault) {
      this.report(message, faultCode(fault));
      throw fault;
    }
  }

  /** There is no position to remember it by: a record that comes again is known by its bytes while it waits. */
  async undecodable(record: Undecodable): Promise<void> {
    try {
      await this.park(record, { code: record.code, detail: record.detail, attempts: 1 }, await this.options.standings.of(record));
    } catch (fault) {
      this.report({ ...record, type: 'unknown', position: -1 }, faultCode(fault));
      throw fault;
    }
  }

  /** @returns whether the event has its place behind others of its key */
  private async joined(message: Message, standing: Standing): Promise<boolean> {
    const { parking, consumed } = this.options;
    const outcome = await parking.join(message);
    if (outcome === 'free') {
      standing.unpark(message.key);
      return false;
    }
    standing.moved(message, true);
    if (outcome === 'joined') consumed.parked(message);
    else consumed.dropped(message);
    return true;
  }

  /** @returns why it has to be parked, if it has to */
  private async attempts(message: Message, standing: Standing): Promise<Why | undefined> {
    const { signal, blockingMs, consumed } = this.options;
    const until = performance.now() + blockingMs;
    for (let attempts = 1; ; attempts += 1) {
      try {
        await this.act(message, standing);
        return undefined;
      } catch (fault) {
        if (isPassing(fault) || signal.aborted) throw fault;
        const code = faultCode(fault);
        const next = pauseAfter(attempts - 1, retries);
        if (isFinal(fault) || performance.now() + next > until) return { code, detail: detailOf(fault), attempts };
        consumed.failed(message, code);
        await pause(next, signal);
      }
    }
  }

  private async act(message: Message, standing: Standing): Promise<void> {
    const { handlers, pool, watermarks } = this.options;
    const many = handlers.mannerOf(message.type) === 'many';
    if (many)
      await transaction(
        pool,
        async (client, marks) => {
          if (havePassed(marks)) await handlers.handleMany([message], client);
        },
        watermarks.passing([message]),
      );
    else await handlers.handle(message);
    this.acted(message, standing, many);
  }

  /** `durable`: the watermark has moved with the effect. */
  acted(message: Message, standing: Standing, durable: boolean): void {
    standing.moved(message, durable);
    this.options.consumed.handled(message);
  }

  private async park(content: ParkedContent, why: Why, standing: Standing): Promise<void> {
    const { parking, consumed, group, log } = this.options;
    const parked = await parking.park(content, why);
    standing.park(content.key);
    if ('position' in content) standing.moved(content, true);
    if (!parked && 'position' in content) return consumed.dropped(content);
    consumed.parked(content);
    const { topic, partition } = content;
    const what = 'position' in content ? { type: content.type, position: content.position } : {};
    log.error(
      { group, topic, partition, ...what, code: why.code, attempts: why.attempts },
      'an event could not be handled: its key is parked',
    );
  }

  report(at: Pick<Message, 'topic' | 'partition' | 'type' | 'position'>, code: string): void {
    const { consumed, group, log } = this.options;
    const { topic, partition, type, position } = at;
    consumed.failed(at, code);
    log.error({ group, type, topic, partition, position, code }, 'a partition stands still: its message is tried again');
  }
}

/** Another attempt of the same program cannot go better. */
const isFinal = (fault: unknown): boolean =>
  fault instanceof ContractBroken || fault instanceof VersionUnknown || fault instanceof RecordUndecodable;
