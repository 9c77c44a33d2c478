import { randomUUID } from 'node:crypto';
import type { Pool } from 'pg';
import { faultCode } from './fault-code.js';
import { quoted } from './identifiers.js';
import type { Log } from './log.js';
import { pause } from './pause.js';

export type Lease = {
  /** Grows with every holder: what is written on condition of the epoch cannot be overwritten by a late predecessor. */
  readonly epoch: number;
  /** The lease is lost, or nobody wants the work any more. */
  readonly signal: AbortSignal;
};
export type LeaseOptions = {
  readonly pool: Pool;
  readonly schema: string;
  /** A table made by {@link leaseTable}. */
  readonly table: string;
  readonly log: Log;
  /** A dead holder's work is free after this long; a stopped one's at once. */
  readonly ttlMs?: number;
};

export const leaseTable = (table: string): string =>
  `create table ${quoted(table)} (
     name text primary key,
     holder uuid not null,
     epoch bigint not null,
     expires_at timestamptz not null
   )`;

/** A lease that was given back is taken up after this long at most. */
const longestPollMs = 500;

type Held = { readonly epoch: number; readonly lost: AbortController; until: number };

/** Work that one process at a time should do. All leases of this object are renewed by one statement. */
export class Leases {
  private readonly holder = randomUUID();
  private readonly held = new Map<string, Held>();
  private readonly ttlMs: number;
  private readonly table: string;
  private timer: NodeJS.Timeout | undefined;
  private renewing = false;

  constructor(private readonly options: LeaseOptions) {
    this.ttlMs = options.ttlMs ?? 5_000;
    this.table = `${quoted(options.schema)}.${quoted(options.table)}`;
  }

  /** Waits for the lease, works under it, and waits again when it was lost; until the signal. */
  async hold(name: string, signal: AbortSignal, work: (lease: Lease) => Promise<void>): Promise<void> {
    while (!signal.aborted) {
      const held = await this.acquire(name).catch((fault: unknown) => this.report('lease not acquired', name, fault));
      if (held) await this.under(name, held, signal, work);
      await pause(Math.min(this.ttlMs / 10, longestPollMs), signal);
    }
  }

  private async under(name: string, held: Held, signal: AbortSignal, work: (lease: Lease) => Promise<void>): Promise<void> {
    this.held.set(name, held);
    this.timer ??= setInterval(() => void this.renew(), this.ttlMs / 4).unref();
    try {
      await work({ epoch: held.epoch, signal: AbortSignal.any([signal, held.lost.signal]) });
    } catch (fault) {
      this.report('work under a lease failed', name, fault);
    } finally {
      this.held.delete(name);
      if (this.held.size === 0) {
        clearInterval(this.timer);
        this.timer = undefined;
      }
      await this.release(name, held).catch((fault: unknown) => this.report('lease not released', name, fault));
    }
  }

  private async acquire(name: string): Promise<Held | undefined> {
    const asked = performance.now();
    const { rows } = await this.options.pool.query<{ epoch: string }>(
      `insert into ${this.table} as l values ($1, $2, 1, clock_timestamp() + $3 * interval '1 millisecond')
       on conflict (name) do update set holder = excluded.holder, epoch = l.epoch + 1, expires_at = excluded.expires_at
         where l.expires_at < clock_timestamp()
       returning epoch`,
      [name, this.holder, this.ttlMs],
    );
    return rows[0] && { epoch: Number(rows[0].epoch), lost: new AbortController(), until: asked + this.ttlMs };
  }

  private async renew(): Promise<void> {
    const asked = performance.now();
    for (const { until, lost } of this.held.values()) if (until < asked) lost.abort();
    if (this.renewing) return;
    this.renewing = true;
    const mine = [...this.held];
    try {
      const { rows } = await this.options.pool.query<{ name: string }>(
        `update ${this.table} set expires_at = clock_timestamp() + $4 * interval '1 millisecond'
         where holder = $1 and expires_at <> '-infinity' and (name, epoch) in (select * from unnest($2::text[], $3::bigint[])) returning name`,
        [this.holder, mine.map(([name]) => name), mine.map(([, { epoch }]) => epoch), this.ttlMs],
      );
      const renewed = new Set(rows.map(({ name }) => name));
      for (const [name, held] of mine)
        if (renewed.has(name)) held.until = asked + this.ttlMs;
        else held.lost.abort();
    } catch (fault) {
      this.report('leases not renewed', [...this.held.keys()].join(), fault);
    } finally {
      this.renewing = false;
    }
  }

  private async release(name: string, { epoch }: Held): Promise<void> {
    await this.options.pool.query(`update ${this.table} set expires_at = '-infinity' where name = $1 and holder = $2 and epoch = $3`, [
      name,
      this.holder,
      epoch,
    ]);
  }

  private report(what: string, lease: string, fault: unknown): undefined {
    this.options.log.warn({ lease, code: faultCode(fault) }, what);
  }
}
