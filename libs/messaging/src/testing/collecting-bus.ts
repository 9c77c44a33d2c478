import type { Message, MessageBus } from '../message-bus.js';

/** Takes what is published, or fails as a broker does that acknowledges nothing. For specs of those who publish. */
export class CollectingBus implements MessageBus {
  readonly published: Message[] = [];
  failures = 0;

  async publish(messages: readonly Message[]): Promise<void> {
    if (this.failures > 0) {
      this.failures -= 1;
      throw new BrokerDown();
    }
    this.published.push(...messages);
  }

  async ensureTopics(): Promise<void> {}

  async consume(): Promise<void> {}

  async health() {
    return { ok: this.failures === 0 };
  }

  async lag() {
    return [];
  }

  async close(): Promise<void> {}
}

class BrokerDown extends Error {
  readonly code = 'broker-down';
}
