import type { EventStore, RecordedEvent } from '@liaison/event-store';
import type { Pool } from 'pg';
import { shortRest } from './beat.js';
import { faultCode } from './fault-code.js';
import { follow, seldomMs } from './follow.js';
import { quoted } from './identifiers.js';
import { Leases, type Lease } from './leases.js';
import type { Log } from './log.js';
import { pause, type Pauses } from './pause.js';
import { Positions } from './positions.js';
import { roundsOf, type Rounds } from './rounds.js';

export type FollowerOptions = {
  readonly store: EventStore;
  readonly pool: Pool;
  readonly schema: string;
  /** Names the checkpoint: another name begins at the beginning. */
  readonly name: string;
  readonly categories: readonly string[];
  readonly types?: readonly string[];
  /** May see an event again after a crash: what it does must be safe to repeat. */
  readonly handle: (event: RecordedEvent) => Promise<void>;
  readonly log: Log;
  readonly leaseMs?: number;
  readonly pauses?: Pauses;
};
export type FollowerStatus = {
  readonly name: string;
  /** `standby`: another process follows, or nobody yet. */
  readonly state: 'following' | 'failing' | 'standby';
  readonly position: number;
  readonly head: number;
  readonly lag: number;
  readonly failure?: { readonly code: string };
};

const saveEveryMs = 200;
const pollMs = 100;

/** A workflow's reader: every event in order, at least once, one process at a time. */
export class Follower {
  private readonly leases: Leases;
  private readonly table: string;
  private readonly rounds: Rounds;
  private readonly handled = new Positions();
  private readonly stopping = new AbortController();
  private following: Promise<void> | undefined;
  private state: FollowerStatus['state'] = 'standby';
  private failure: string | undefined;
  private incarnation: string | undefined;

  constructor(private readonly options: FollowerOptions) {
    const { pool, schema, log, leaseMs } = options;
    this.table = `${quoted(schema)}.follower_checkpoints`;
    this.rounds = roundsOf(pool, schema);
    this.leases = new Leases({ pool, schema, table: 'projection_leases', log, ...(leaseMs && { ttlMs: leaseMs }) });
  }

  get name(): string {
    return this.options.name;
  }

  async start(): Promise<void> {
    this.following ??= this.leases.hold(`follower/${this.name}`, this.stopping.signal, (lease) => this.follow(lease));
  }

  /** Resolves when the event in hand is handled and the checkpoint kept. */
  async stop(): Promise<void> {
    this.stopping.abort();
    await this.following;
  }

  async waitFor(position: number, timeoutMs: number): Promise<'reached' | 'timeout'> {
    const until = performance.now() + timeoutMs;
    while (true) {
      const left = until - performance.now();
      const handled = await this.handled.until(this.name, position, Math.max(0, Math.min(left, pollMs)));
      const incarnation = await this.options.store.incarnation();
      if (handled && this.incarnation === incarnation) return 'reached';
      const kept = await this.checkpoint();
      if (kept.position >= position && kept.incarnation === incarnation) return 'reached';
      if (left <= 0) return 'timeout';
      if (handled) await pause(pollMs, this.stopping.signal); // of another incarnation, and soon forgotten
    }
  }

  async status(): Promise<FollowerStatus> {
    const [head, { position }] = await Promise.all([this.options.store.head(), this.checkpoint()]);
    const { name, state, failure } = this;
    return { name, state, position, head, lag: Math.max(0, head - position), ...(failure !== undefined && { failure: { code: failure } }) };
  }

  private async follow({ signal }: Lease): Promise<void> {
    const { store, categories, types, log, handle, pauses } = this.options;
    this.state = 'following';
    await follow({
      ...{ store, categories, types, signal, rest: shortRest, emptyEveryMs: seldomMs, ...(pauses && { pauses }) },
      from: (incarnation) => this.begin(incarnation),
      apply: async ({ events, upTo }, from) => {
        let [done, saved, savedAt] = [from, from, performance.now()];
        const save = async () => {
          if (done > saved) await this.save(saved, done);
          [saved, savedAt] = [done, performance.now()];
        };
        try {
          for (const event of events) {
            if (signal.aborted) return done;
            await handle(event);
            done = event.position;
            this.progressed(done);
            if (performance.now() - savedAt > saveEveryMs) await save();
          }
          done = upTo;
        } finally {
          await save();
        }
        this.progressed(done);
        return done;
      },
      failed: async (fault, failures) => {
        this.state = 'failing';
        this.failure = faultCode(fault);
        log.error({ follower: this.name, code: this.failure, failures: failures + 1 }, 'follower is failing, nothing is skipped');
      },
    });
    this.state = 'standby';
  }

  private progressed(position: number): void {
    this.state = 'following';
    this.failure = undefined;
    this.handled.advance(this.name, position);
  }

  /** Positions of another incarnation prove nothing: then from the beginning, over what has been done already. */
  private async begin(incarnation: string): Promise<number> {
    const { pool, log } = this.options;
    const found = await this.checkpoint();
    if (this.incarnation !== incarnation) this.handled.forget();
    this.incarnation = incarnation;
    if (found.incarnation === incarnation) return found.position;
    if (found.incarnation !== undefined) log.warn({ follower: this.name }, 'the store is another one, following from its beginning');
    await pool.query(
      `insert into ${this.table} values ($1, 0, $2) on conflict (name) do update set position = 0, incarnation = excluded.incarnation`,
      [this.name, incarnation],
    );
    return 0;
  }

  private async checkpoint(): Promise<{ position: number; incarnation: string | undefined }> {
    const { rows } = await this.options.pool.query<{ position: string; incarnation: string }>(
      `select position, incarnation from ${this.table} where name = $1`,
      [this.name],
    );
    return { position: Number(rows[0]?.position ?? 0), incarnation: rows[0]?.incarnation };
  }

  private async save(from: number, to: number): Promise<void> {
    if (!(await this.rounds.take({ name: this.name, from, to }))) throw new Overtaken();
  }
}

/** Another process follows under this name. */
export class Overtaken extends Error {
  readonly code = 'overtaken';
}
