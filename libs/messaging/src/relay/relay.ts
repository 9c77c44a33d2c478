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
import { Progress } from './progress.js';
import { RelayCheckpoint } from './relay-checkpoint.js';

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

/** Events that are read while others are on their way to the broker, which then travel together. */
const readAhead = 1_000;
/** A broker that comes back is used again soon; what the client tries itself takes longer than the first of these. */
const defaultPauses: Pauses = { firstMs: 100, maxMs: 2_000 };

/** Publishes what the service promised to others, in the store's order. At least once: the checkpoint follows the acknowledgement. */
export class Relay {
  private readonly leases: Leases;
  private readonly checkpoint: RelayCheckpoint;
  private readonly stopping = new AbortController();
  private running: Promise<void> | undefined;
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
    const { pauses = defaultPauses } = this.options;
    for (let failures = 0; !signal.aborted && !(await this.ensureTopics()); failures += 1)
      await pause(pauseAfter(failures, pauses), signal);
    if (signal.aborted) return this.to('standby');
    this.to('relaying');
    while (!signal.aborted) {
      await this.relayUntilOvertaken(epoch, signal);
      await pause(pauseAfter(0, pauses), signal);
    }
    this.to('standby');
  }

  private async relayUntilOvertaken(epoch: number, lease: AbortSignal): Promise<void> {
    const { service, store, published, topics, log, pauses = defaultPauses } = this.options;
    const overtaken = new AbortController();
    const signal = AbortSignal.any([lease, overtaken.signal]);
    let progress: Progress | undefined;
    const failed = (fault: unknown, failures: number) => {
      const stopped = fault instanceof Unpublishable;
      this.to(stopped ? 'stopped' : 'retrying', faultCode(fault));
      log.error(
        { relay: service, code: this.code, failures: failures + 1 },
        stopped ? 'relay stopped, nothing is skipped' : 'relay is retrying',
      );
    };
    await follow({
      ...{ store, signal, pauses, failed, readAhead },
      from: async (incarnation) => {
        await progress?.ended();
        const from = await this.checkpoint.claim(epoch, incarnation);
        progress = new Progress({
          ...{ from, pauses, log, signal: lease, move: (since: number, to: number) => this.checkpoint.move(epoch, since, to) },
          overtaken: (passed) => {
            failed(passed, 0);
            overtaken.abort();
          },
        });
        return from;
      },
      apply: async (batch, from, incarnation) => {
        const sent = await this.publish(mapped(batch, from, (event) => messagesOf({ service, incarnation, published, topics }, event)));
        const { to, fault } = sent;
        await progress?.moved(to);
        if (fault) await progress?.ended();
        if (fault) throw new Unpublishable(fault.code);
        this.to('relaying');
        return to;
      },
    });
    await progress?.ended();
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
