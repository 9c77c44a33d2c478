import type { EventStore } from '@liaison/event-store';
import { metrics, type ObservableCallback } from '@opentelemetry/api';
import type { Pool } from 'pg';
import { faultCode } from './fault-code.js';
import { readInto } from './generation-reader.js';
import { planned, type Generation } from './generation.js';
import { checked } from './identifiers.js';
import { Leases } from './leases.js';
import type { Log } from './log.js';
import { pause, type Pauses } from './pause.js';
import { Positions } from './positions.js';
import { statusOf, type ProjectionStatus } from './projection-status.js';
import type { AnyProjection } from './projection.js';
import { Registry } from './registry.js';

export type ProjectionsOptions = {
  readonly store: EventStore;
  readonly pool: Pool;
  readonly schema: string;
  /** Of one name the highest version is wanted; lower ones may be given too, so that the old table is fed until the new one takes over. */
  readonly projections: readonly AnyProjection[];
  readonly log: Log;
  /** How long a retired table stays for those who still read it. */
  readonly graceMs?: number;
  readonly leaseMs?: number;
  readonly pauses?: Pauses;
  /** How long {@link Projections.start} waits for the first build of a table over a store that has events already. */
  readonly firstBuildMs?: number;
};

export type WaitOptions = { readonly timeoutMs: number; readonly incarnation?: string };
export type Waited = 'reached' | 'timeout' | 'other-incarnation';

type Reader = { readonly stop: AbortController; readonly ended: Promise<void> };

const superviseMs = 1_000;
const pollMs = 100;

/** Runs a service's projections: builds, feeds, replaces and watches them. Any number of processes may run one. */
export class Projections {
  private readonly registry: Registry;
  private readonly leases: Leases;
  private readonly wanted: readonly AnyProjection[];
  private readonly shown = new Positions();
  private readonly readers = new Map<string, Reader>();
  private readonly stopping = new AbortController();
  private nudge = new AbortController();
  private supervising: Promise<void> | undefined;
  private incarnation: string | undefined;

  constructor(private readonly options: ProjectionsOptions) {
    const { pool, schema, log, leaseMs, projections } = options;
    this.registry = new Registry(pool, schema);
    this.leases = new Leases({ pool, schema, table: 'projection_leases', log, ...(leaseMs && { ttlMs: leaseMs }) });
    const newestFirst = projections.map(checked).toSorted((a, b) => b.version - a.version);
    this.wanted = newestFirst.filter(({ name }, n) => newestFirst.findIndex((each) => each.name === name) === n);
  }

  /** Resolves when every projection can be read, or when that takes long: then it goes on by itself, see {@link status}. */
  async start(): Promise<void> {
    this.lag().addCallback(this.observe);
    await this.supervise();
    this.supervising ??= this.keepSupervising();
    const until = performance.now() + (this.options.firstBuildMs ?? 10_000);
    while (!(await this.served()) && performance.now() < until && !this.stopping.signal.aborted) await pause(20, this.stopping.signal);
  }

  async stop(): Promise<void> {
    this.lag().removeCallback(this.observe);
    this.stopping.abort();
    this.nudge.abort();
    await this.supervising;
    await Promise.all([...this.readers.values()].map(({ ended }) => ended));
  }

  async status(): Promise<readonly ProjectionStatus[]> {
    const [head, generations] = await Promise.all([this.options.store.head(), this.registry.known()]);
    return this.wanted.map(({ name, version }) => statusOf(name, version, generations, head));
  }

  /** Whether every projection has a table that readers see: for readiness. */
  async served(): Promise<boolean> {
    const live = new Set((await this.registry.known()).filter(({ status }) => status === 'live').map(({ name }) => name));
    return this.wanted.every(({ name }) => live.has(name));
  }

  /** Builds the table again beside the one that is read, and resolves when it took over. @throws UnknownProjection, RebuildGivenUp */
  async rebuild(name: string): Promise<void> {
    const definition = this.definition(name);
    const generation = await this.registry.rebuild(definition, await this.options.store.incarnation());
    if (generation === undefined) throw new RebuildGivenUp(name);
    this.nudge.abort();
    while (!this.stopping.signal.aborted) {
      const found = await this.registry.find(name, generation);
      if (found?.status === 'live') return;
      if (found?.status !== 'building') break;
      await pause(pollMs, this.stopping.signal);
    }
    throw new RebuildGivenUp(name);
  }

  /** Resolves when readers of the projection see what happened up to the position. @throws UnknownProjection */
  async waitFor(name: string, position: number, { timeoutMs, incarnation }: WaitOptions): Promise<Waited> {
    this.definition(name);
    const until = performance.now() + timeoutMs;
    const current = await this.options.store.incarnation();
    this.isIn(current);
    if (incarnation !== undefined && incarnation !== current) return 'other-incarnation';
    if (this.shown.at(name) >= position) return 'reached';
    while (true) {
      const live = await this.registry.live(name);
      if (live && live.incarnation === current && live.position >= position) return 'reached';
      const left = until - performance.now();
      if (left <= 0) return 'timeout';
      if (await this.shown.until(name, position, Math.min(left, pollMs))) return 'reached';
    }
  }

  private lag() {
    const options = { description: 'Events of the store that a projection has not passed', unit: '{event}' };
    return metrics.getMeter('@liaison/projections').createObservableGauge('liaison.projection.lag', options);
  }

  private readonly observe: ObservableCallback = async (result) => {
    const { schema } = this.options;
    for (const { name, lag } of await this.status().catch(() => [])) result.observe(lag, { schema, projection: name });
  };

  private definition(name: string): AnyProjection {
    const definition = this.wanted.find((each) => each.name === name);
    if (!definition) throw new UnknownProjection(name);
    return definition;
  }

  private async keepSupervising(): Promise<void> {
    while (!this.stopping.signal.aborted) {
      await pause(superviseMs, this.nudge.signal);
      this.nudge = new AbortController();
      if (this.stopping.signal.aborted) return;
      await this.supervise().catch((fault: unknown) =>
        this.options.log.warn({ code: faultCode(fault) }, 'projections could not be supervised, trying again'),
      );
    }
  }

  /** Brings what runs in line with what the registry says; every step may be cut off and done again. */
  private async supervise(): Promise<void> {
    const { store, graceMs = 60_000 } = this.options;
    const [incarnation, found] = await Promise.all([store.incarnation(), this.registry.known()]);
    this.isIn(incarnation);
    const missing = this.wanted.filter(({ name, version }) => {
      const { build, abandon } = planned(
        { version, incarnation },
        found.filter((each) => each.name === name),
      );
      return build || abandon.length > 0;
    });
    for (const definition of missing) await this.registry.prepare(definition, incarnation, (await store.head()) === 0);
    const known = missing.length > 0 ? await this.registry.known() : found;
    const active = known.filter((each) => each.status !== 'retired' && each.incarnation === incarnation);
    const names = new Set(active.map(readerName));
    for (const [name, { stop }] of this.readers) if (!names.has(name)) stop.abort();
    for (const generation of active) this.read(generation);
    if (known.some(({ status }) => status === 'retired')) await this.registry.dropRetired(graceMs);
  }

  /** What was shown of another incarnation is not believed. */
  private isIn(incarnation: string): void {
    if (incarnation !== this.incarnation) this.shown.forget();
    this.incarnation = incarnation;
  }

  private read(generation: Generation): void {
    const { name, version } = generation;
    const definition = this.options.projections.find((each) => each.name === name && each.version === version);
    const key = readerName(generation);
    if (!definition || this.readers.has(key)) return;
    const stop = new AbortController();
    const { store, pool, schema, log, pauses } = this.options;
    const reading = {
      ...{ store, pool, schema, log, pauses, definition, registry: this.registry, generation: generation.generation },
      shown: (position: number) => {
        if (generation.incarnation === this.incarnation) this.shown.advance(name, position);
      },
      tookOver: () => this.nudge.abort(),
    };
    const ended = this.leases
      .hold(key, AbortSignal.any([this.stopping.signal, stop.signal]), (lease) => readInto(reading, lease))
      .finally(() => this.readers.delete(key));
    this.readers.set(key, { stop, ended });
  }
}

const readerName = ({ name, generation }: Generation): string => `${name}/${generation}`;

export class UnknownProjection extends Error {
  readonly code = 'unknown-projection';
  constructor(readonly projection: string) {
    super(`there is no projection "${projection}"`);
  }
}

/** Stopped, or a newer version is served or built instead. What was built so far stays for the next start. */
export class RebuildGivenUp extends Error {
  readonly code = 'rebuild-given-up';
  constructor(readonly projection: string) {
    super(`the rebuild of "${projection}" did not come to its end here`);
  }
}
