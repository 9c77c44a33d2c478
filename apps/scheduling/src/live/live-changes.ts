import { faultCode, follow } from '@liaison/projections';
import type { Runtime } from '@liaison/service-kit';
import { Observable } from 'rxjs';
import { topicsOfEvent, type Change } from './live-topics.js';

type Listener = (change: Change) => void;
/** How many changes are remembered for those who come back; who was away for more is told that anything may have changed. */
const remembered = 2_000;

/** One reader per process tells any number of views what changes in them, while somebody listens. */
export class LiveChanges {
  private following: Promise<void> = Promise.resolve();
  private reading: AbortController | undefined;
  private readonly listeners = new Map<string, Set<Listener>>();
  private readonly everybody = new Set<Listener>();
  private recent: { readonly position: number; readonly topics: readonly string[] }[] = [];
  /** From where on everything is in `recent`, and how far the reader has come; unknown until it has begun. */
  private span: { readonly since: number; readonly upTo: number } | undefined;

  constructor(private readonly runtime: Pick<Runtime, 'store' | 'log' | 'config'>) {}

  /** Whether one more may listen: each of them costs memory and a connection. */
  hasRoom(): boolean {
    return this.everybody.size < this.runtime.config.liveListeners;
  }

  /**
   * Every change of the topics; first the present position, unless nothing has happened to them since `after`, the last that
   * this client was told of.
   */
  of(topics: readonly string[], after?: number): Observable<Change> {
    return new Observable<Change>((told) => {
      const listener: Listener = (change) => told.next(change);
      for (const topic of topics) this.listeners.set(topic, (this.listeners.get(topic) ?? new Set()).add(listener));
      this.everybody.add(listener);
      const missed = this.missed(new Set(topics), after);
      if (missed) listener(missed);
      this.reading ??= this.read();
      return () => {
        for (const topic of topics) {
          const others = this.listeners.get(topic);
          others?.delete(listener);
          if (others?.size === 0) this.listeners.delete(topic);
        }
        this.everybody.delete(listener);
        if (this.everybody.size === 0) this.rest();
      };
    });
  }

  /** Resolves when nobody is told of anything any more; the listeners end with the service. */
  stop(): Promise<void> {
    return this.following;
  }

  private missed(topics: ReadonlySet<string>, after: number | undefined): Change | undefined {
    if (!this.span) return undefined; // everybody is told when the reader begins
    const { since, upTo: position } = this.span;
    if (after === undefined || after < since || after > position) return { position };
    const isMissed = this.recent.some((change) => change.position > after && change.topics.some((topic) => topics.has(topic)));
    return isMissed ? { position } : undefined;
  }

  private read(): AbortController {
    const stopping = new AbortController();
    const { store, log } = this.runtime;
    const before = this.following;
    const begun = follow({
      ...{ store, categories, signal: stopping.signal },
      from: async () => {
        const position = await store.head();
        if (stopping.signal.aborted) return position;
        this.recent = [];
        this.span = { since: position, upTo: position };
        for (const listener of this.everybody) listener({ position });
        return position;
      },
      apply: ({ events, upTo }) => {
        if (stopping.signal.aborted) return Promise.resolve(upTo);
        for (const { type, data, position } of events) this.tell(topicsOfEvent({ type, data }), changeOf(type, data, position));
        this.span = { since: this.span?.since ?? upTo, upTo };
        return Promise.resolve(upTo);
      },
      failed: (fault) => log.warn({ code: faultCode(fault) }, 'views are not told of changes, trying again'),
    });
    this.following = Promise.all([before, begun]).then(() => undefined);
    return stopping;
  }

  private tell(topics: readonly string[], change: Change): void {
    if (topics.length === 0) return;
    const told = new Set(topics.flatMap((topic) => [...(this.listeners.get(topic) ?? [])]));
    for (const listener of told) listener(change);
    this.recent.push({ position: change.position, topics });
    if (this.recent.length <= remembered) return;
    const forgotten = this.recent.shift();
    this.span = { since: forgotten?.position ?? change.position, upTo: this.span?.upTo ?? change.position };
  }

  private rest(): void {
    this.reading?.abort();
    this.reading = undefined;
    this.span = undefined;
    this.recent = [];
  }
}

const categories = ['daySchedule', 'resource', 'closure', 'block', 'site'].map((category) => `scheduling.${category}`);

const changeOf = (what: string, data: unknown, position: number): Change => {
  const { appointmentId } = data as { readonly appointmentId?: string };
  return { position, what, ...(appointmentId !== undefined && { appointmentId }) };
};
