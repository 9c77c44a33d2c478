import { createHash } from 'node:crypto';
import type { Pool } from 'pg';
import { shortRest, type Beat } from './beat.js';
import { moving, placeOf, type Step } from './round-statement.js';

type Joined = { readonly step: Step; readonly done: (moved: boolean) => void; readonly failed: (fault: unknown) => void };

/** Beyond as many forms of statement none is planned ahead: each plan takes memory of the server, for each connection. */
const mostPlans = 16;

/**
 * The steps of a service's readers that come at the same moment are one statement, and one transaction: each moves its own
 * checkpoint and writes its own rows, or does neither. What one of them is refused for holds back none of the others.
 */
export class Rounds {
  private readonly names = new Map<string, string>();
  private waiting: Joined[] = [];
  private running: Promise<void> | undefined;

  constructor(
    private readonly pool: Pool,
    private readonly schema: string,
    private readonly beat: Beat = shortRest,
  ) {}

  /** Whether the checkpoint was where the reader had left it; nothing is written when it was not. */
  take(step: Step): Promise<boolean> {
    return new Promise((done, failed) => {
      this.waiting.push({ step, done, failed });
      // where nothing but a place is new, it travels with those who wake with the others
      if (step.put || !this.beat.isRunning) this.begin();
      else void this.beat.rest().then(() => this.begin());
    });
  }

  private begin(): void {
    this.running ??= this.all();
  }

  private async all(): Promise<void> {
    await new Promise(setImmediate); // whoever was woken in this turn has come by then
    while (this.waiting.length > 0) {
      const round = this.waiting;
      this.waiting = [];
      await this.together(round);
    }
    this.running = undefined;
  }

  private async together(round: readonly Joined[]): Promise<void> {
    try {
      const places = await this.move(round.map(({ step }) => step));
      for (const { step, done } of round) done(places.has(placeOf(step)));
    } catch (fault) {
      const [only, ...others] = round;
      if (others.length === 0) only?.failed(fault);
      else for (const each of round) await this.together([each]);
    }
  }

  private async move(steps: readonly Step[]): Promise<ReadonlySet<string>> {
    const { text, values } = moving(this.schema, steps);
    const { rows } = await this.pool.query<{ place: string }>({ ...this.named(text), text, values: [...values] });
    return new Set(rows.map(({ place }) => place));
  }

  /** What is put is found by its key, however many rows there were when it was planned. */
  private named(text: string): { readonly name?: string } {
    const known = this.names.get(text);
    if (known !== undefined) return { name: known };
    if (this.names.size >= mostPlans) return {};
    const name = `round ${createHash('sha256').update(text).digest('base64')}`;
    this.names.set(text, name);
    return { name };
  }
}

const known = new WeakMap<Pool, Map<string, Rounds>>();

/** Those of all readers that keep their places in a schema through one pool. */
export const roundsOf = (pool: Pool, schema: string): Rounds => {
  const ofPool = known.get(pool) ?? new Map<string, Rounds>();
  const rounds = ofPool.get(schema) ?? new Rounds(pool, schema);
  known.set(pool, ofPool.set(schema, rounds));
  return rounds;
};
