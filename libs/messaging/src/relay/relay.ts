import type { Topic } from '@liaison/contracts';
import type { Batch, EventStore } from '@liaison/event-store';
import { faultCode, follow, Leases, pause, pauseAfter, type Lease, type Log, type Pauses } from '@liaison/projections';
import type { Pool } from 'pg';
import { InvalidTopicName, MessageTooLarge, TopicMismatch } from '../errors.js';
import type { Message, MessageBus } from '../message-bus.js';
import type { Published } from '../published.js';
import { observed } from '../gauges.js';
import { tracedPublishing } from '../tracing.js';
import { messagesOf } from './messages.js';
import { EpochPassed, RelayCheckpoint } from './relay-checkpoint.js';

export type RelayOptions = {
  readonly service: string;
  readonly store: EventStore;
  readonly bus: MessageBus;
  readonly pool: Pool;
  readonly schema: string;
  readonly published: Published;
  readonly topics: readonly Topic[];
  readonly log: Log;
  readonly leaseMs?: number;
  readonly pauses?: Pauses;
};
export type RelayStatus = {
  /**
   * `standby`: another process relays, or nobody yet. `retrying`: broker or database cannot be reached. `stopped`: the event
   * after `position` cannot be published as the program stands.
   */
  readonly state: 'standby' | 'relaying' | 'retrying' | 'stopped';
  readonly position: number;
  readonly head: number;
  readonly lag: number;
  readonly epoch: number;
  readonly code?: string;
};

/** A broker that comes back is used again soon; what the client tries itself takes longer than the first of these. */
const defaultPauses: Pauses = { firstMs: 100, maxMs: 2_000 };

/** Publishes what the service promised to others, in the store's order. At least once: the checkpoint follows the acknowledgement. */
export class Relay {
  private readonly leases: Leases;
  private readonly checkpoint: RelayCheckpoint;
  private readonly stopping = new AbortController();
  private running: Promise<void> | undefined;
  private moving: Promise<void> = Promise.resolve();
  private state: RelayStatus['state'] = 'standby';
  private code: string | undefined;
  private unobserved: (() => void) | undefined;

  constructor(private readonly options: RelayOptions) {
    const { pool, schema, log, leaseMs = 10_000 } = options;
    this.leases = new Leases({ pool, schema, table: 'relay_leases', log, ttlMs: leaseMs });
    this.checkpoint = new RelayCheckpoint(pool, schema);
  }

  /** Resolves when its topics are there, or could not be had: then it goes on trying, see {@link status}. */
  async start(): Promise<void> {
    if (this.running) return;
    this.unobserved = observed('liaison.relay.lag', 'Events of the store that the relay has not passed', '{event}', async () => [
      { value: (await this.status()).lag, attributes: { service: this.options.service } },
    ]);
    await this.ensureTopics();
    this.running = this.leases.hold('relay', this.stopping.signal, (lease) => this.relay(lease));
  }

  async stop(): Promise<void> {
    this.unobserved?.();
    this.stopping.abort();
    await this.running;
  }

  async status(): Promise<RelayStatus> {
    const [head, place] = await Promise.all([this.options.store.head(), this.checkpoint.read()]);
    const position = place?.position ?? 0;
    const { state, code } = this;
    return { state, position, head, lag: Math.max(0, head - position), epoch: place?.epoch ?? 0, ...(code !== undefined && { code }) };
  }

  private async relay({ epoch, signal }: Lease): Promise<void> {
    const { service, store, published, topics, log, pauses = defaultPauses } = this.options;
    for (let failures = 0; !signal.aborted && !(await this.ensureTopics()); failures += 1)
      await pause(pauseAfter(failures, pauses), signal);
    if (signal.aborted) return this.to('standby');
    this.to('relaying');
    await follow({
      ...{ store, signal, pauses },
      from: async (incarnation) => {
        await this.moving.catch(() => undefined);
        this.moving = Promise.resolve(); // what became of it is told by what is claimed
        return this.checkpoint.claim(epoch, incarnation);
      },
      apply: async (batch, from, incarnation) => {
        const sent = await this.publish(mapped(batch, from, (event) => messagesOf({ service, incarnation, published, topics }, event)));
        const { to, fault } = sent;
        await this.moving;
        if (to > from) this.moving = this.move(epoch, from, to, signal);
        this.moving.catch(() => undefined); // the next batch hears of it
        if (fault) throw new Unpublishable(fault.code);
        this.to('relaying');
        return to;
      },
      failed: (fault, failures) => {
        const stopped = fault instanceof Unpublishable;
        this.to(stopped ? 'stopped' : 'retrying', faultCode(fault));
        log.error(
          { relay: service, code: this.code, failures: failures + 1 },
          stopped ? 'relay stopped, nothing is skipped' : 'relay is retrying',
        );
      },
    });
    await this.moving.catch(() => undefined);
    this.to('standby');
  }

  /**
   * While the next batch is on its way, and never before its own has been acknowledged. What cannot be written down now is tried
   * again: nobody else would while no further events come.
   * @throws EpochPassed
   */
  private async move(epoch: number, from: number, to: number, signal: AbortSignal): Promise<void> {
    for (let failures = 0; ; failures += 1) {
      try {
        return await this.checkpoint.move(epoch, from, to);
      } catch (fault) {
        if (fault instanceof EpochPassed || signal.aborted) throw fault;
        this.options.log.warn({ relay: this.options.service, code: faultCode(fault) }, 'the checkpoint could not be moved, trying again');
        await pause(pauseAfter(failures, this.options.pauses ?? defaultPauses), signal);
      }
    }
  }

  /** Everything; or, when one message is too large for any broker, all that comes before its event. */
  private async publish(batch: Mapped): Promise<Mapped> {
    if (batch.messages.length === 0) return batch;
    try {
      await tracedPublishing(batch.messages, (messages) => this.options.bus.publish(messages));
      return batch;
    } catch (fault) {
      if (!(fault instanceof MessageTooLarge)) throw fault;
      const messages = batch.messages.filter(({ position }) => position < fault.position);
      return this.publish({ messages, to: fault.position - 1, fault });
    }
  }

  private async ensureTopics(): Promise<boolean> {
    const { bus, topics, service, log } = this.options;
    try {
      await bus.ensureTopics(topics);
      return true;
    } catch (fault) {
      const final = fault instanceof TopicMismatch || fault instanceof InvalidTopicName;
      this.to(final ? 'stopped' : 'retrying', faultCode(fault));
      log.error({ relay: service, code: this.code }, 'the topics to publish to cannot be had, trying again');
      return false;
    }
  }

  private to(state: RelayStatus['state'], code?: string): void {
    this.state = state;
    this.code = code;
  }
}

type Mapped = { readonly messages: readonly Message[]; readonly to: number; readonly fault?: { readonly code: string } };

/** Up to the first event that cannot be mapped. */
const mapped = ({ events, upTo }: Batch, from: number, messagesFor: (event: Batch['events'][number]) => readonly Message[]): Mapped => {
  const messages: Message[] = [];
  let to = from; // a position that the store has given: a number in between may be none
  for (const event of events) {
    try {
      messages.push(...messagesFor(event));
      to = event.position;
    } catch (fault) {
      return { messages, to, fault: { code: faultCode(fault) } };
    }
  }
  return { messages, to: upTo };
};

/** Trying again does not help until the program is another one. */
class Unpublishable extends Error {
  constructor(readonly code: string) {
    super(code);
  }
}
