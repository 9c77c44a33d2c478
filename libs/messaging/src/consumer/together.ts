import { faultCode, transaction } from '@liaison/projections';
import type { PoolClient, QueryResult } from 'pg';
import type { Message, Place } from '../message-bus.js';
import type { Advance } from './advance.js';
import type { OneByOne, ReceivingOptions } from './one-by-one.js';
import { isPassing } from './passing.js';
import type { Standing } from './standings.js';
import { havePassed } from './watermarks.js';

/**
 * Handlers whose effect is rows: what waits shares one transaction, which moves the watermark once. When it fails each half has one
 * of its own, so that what is at fault is found in few steps and its neighbours act before and after it.
 */
export class Together {
  constructor(
    private readonly options: ReceivingOptions,
    private readonly single: OneByOne,
  ) {}

  async receive(messages: readonly Message[], advance: Advance): Promise<void> {
    const [first, second] = messages;
    if (!first) return;
    if (!second) {
      await this.single.receive(first);
      return advance(1);
    }
    if (await this.acted(messages, first)) return advance(messages.length);
    const middle = Math.ceil(messages.length / 2);
    await this.receive(messages.slice(0, middle), advance);
    await this.receive(messages.slice(middle), advance);
  }

  /** @returns false when something in it cannot be handled @throws faults of infrastructure */
  private async acted(messages: readonly Message[], first: Message): Promise<boolean> {
    const { handlers, consumed, signal } = this.options;
    const ours = messages.filter(({ type }) => handlers.concerns(type));
    try {
      const due = new Set(await this.committedOf(ours, first));
      for (const message of ours) if (!due.has(message)) consumed.dropped(message);
      for (const message of messages) if (!handlers.concerns(message.type)) consumed.skipped(message);
      return true;
    } catch (fault) {
      if (!isPassing(fault) && !signal.aborted) return false;
      this.single.report(first, faultCode(fault));
      throw fault;
    }
  }

  /** @returns those that had not been handled before */
  private async committedOf(messages: readonly Message[], place: Place): Promise<readonly Message[]> {
    const { standings } = this.options;
    for (;;) {
      const standing = await standings.of(place);
      const due = standing.due(messages);
      if (due.length === 0 || (await this.committed(due, standing))) return due;
      await standings.settle([place]);
      standings.forget(place); // another member had the partition meanwhile, and has handled some of them
    }
  }

  /** @returns false, and nothing happened, when somebody else has handled some of them */
  private async committed(messages: readonly Message[], standing: Standing): Promise<boolean> {
    const { pool, watermarks, parking, handlers, consumed } = this.options;
    const joined = new Set<Message>();
    const freed = new Set<string>();
    const within = async (client: PoolClient, marks: readonly QueryResult[]): Promise<boolean> => {
      if (!havePassed(marks)) return false;
      for (const message of messages)
        if (standing.mayBeParked(message.key) && !freed.has(message.key)) {
          if (await parking.joinWithin(client, message)) joined.add(message);
          else freed.add(message.key);
        }
      await handlers.handleMany(
        messages.filter((message) => !joined.has(message)),
        client,
      );
      return true;
    };
    if (!(await transaction(pool, within, watermarks.passing(messages)))) return false;
    for (const key of freed) standing.unpark(key);
    standing.allMoved(messages, true);
    for (const message of messages) {
      if (joined.has(message)) consumed.parked(message);
      else consumed.handled(message);
    }
    return true;
  }
}
