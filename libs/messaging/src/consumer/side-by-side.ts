import { grouped } from '../grouped.js';
import type { Message } from '../message-bus.js';
import type { Slots } from '../slots.js';
import type { Advance } from './advance.js';
import type { OneByOne, ReceivingOptions } from './one-by-one.js';
import type { Standing } from './standings.js';

/**
 * Handlers whose effect is a command wait for the store. Keys need not wait for each other: of each the events act in order, until one
 * fails, and then all are gone through in the order of the partition. Those that acted count, the others get their turn.
 */
export class SideBySide {
  constructor(
    private readonly options: ReceivingOptions,
    private readonly single: OneByOne,
    private readonly slots: Slots,
  ) {}

  async receive(messages: readonly Message[], advance: Advance, leaving: AbortSignal): Promise<void> {
    const [first, second] = messages;
    if (!first) return;
    const standing = await this.options.standings.of(first);
    const acted = second ? await this.actAhead(messages, standing, leaving) : new Set<Message>();
    try {
      for (const message of messages) {
        if (acted.delete(message)) this.single.acted(message, standing, false);
        else {
          leaving.throwIfAborted();
          await this.single.receive(message);
        }
        advance(1);
      }
    } finally {
      for (const message of acted) standing.actedAhead(message); // they come again, and are not asked again
    }
  }

  private async actAhead(messages: readonly Message[], standing: Standing, leaving: AbortSignal): Promise<Set<Message>> {
    const ours = messages.filter(({ type, key }) => this.options.handlers.concerns(type) && !standing.mayBeParked(key));
    const byKey = grouped(standing.due(ours), ({ key }) => key);
    const acted = new Set<Message>();
    await Promise.all([...byKey.values()].map((ofKey) => this.slots.within(() => this.inOrder(ofKey, standing, acted, leaving))));
    return acted;
  }

  /** What fails here is tried again in its turn, and told of then. */
  private async inOrder(messages: readonly Message[], standing: Standing, acted: Set<Message>, leaving: AbortSignal): Promise<void> {
    for (const message of messages) {
      if (leaving.aborted) return;
      if (standing.hasActed(message)) continue;
      try {
        await this.options.handlers.handle(message);
      } catch {
        return;
      }
      acted.add(message);
    }
  }
}
