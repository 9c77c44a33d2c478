import { faultCode, Leases, pause } from '@liaison/projections';
import type { Runtime } from '@liaison/service-kit';

const pollMs = 1_000;
const longestPauseMs = 30_000;

export type DueRowsOptions<Row> = {
  readonly runtime: Runtime;
  /** Of the projection whose rows they are; names the lease too. */
  readonly name: string;
  /** The next that are due by now, the earliest first, behind the last one that was taken up. */
  readonly due: (now: string, after: Row | undefined) => Promise<readonly Row[]>;
  /** Has to be safe to repeat. @returns the position that it led to, 0 when nothing was written */
  readonly fire: (row: Row, now: string) => Promise<number>;
};

/**
 * Rows of a projection that fall due by the mere passing of time, one process at a time. A process that dies in between leaves
 * its rows to the next one.
 */
export class DueRows<Row> {
  private readonly stopping = new AbortController();
  private working: Promise<void> | undefined;

  constructor(private readonly options: DueRowsOptions<Row>) {}

  start(): void {
    const { pool, schema, log, stopping } = this.options.runtime;
    const leases = new Leases({ pool, schema, table: 'projection_leases', log });
    stopping.subscribe({ complete: () => this.stopping.abort() });
    this.working ??= leases.hold(`timers/${this.options.name}`, this.stopping.signal, ({ signal }) => this.watch(signal));
  }

  /** Resolves when the row in hand is done. */
  async stop(): Promise<void> {
    this.stopping.abort();
    await this.working;
  }

  private async watch(signal: AbortSignal): Promise<void> {
    let failures = 0;
    while (!signal.aborted) {
      try {
        const failed = (await this.options.runtime.projections.served()) && (await this.round(signal));
        failures = failed ? failures + 1 : 0;
      } catch (fault) {
        failures += 1;
        this.report(fault);
      }
      await pause(Math.min(longestPauseMs, pollMs * 2 ** Math.min(failures, 5)), signal);
    }
  }

  /** Every row that is due by now. One that fails keeps no other from its turn. @returns whether one did */
  private async round(signal: AbortSignal): Promise<boolean> {
    const { runtime, name, due, fire } = this.options;
    const now = runtime.clock.now();
    let failed = false;
    let after: Row | undefined;
    while (!signal.aborted) {
      const rows = await due(now, after);
      const positions = await Promise.all(
        rows.map((row) =>
          fire(row, now).catch((fault: unknown) => {
            failed = true;
            this.report(fault);
            return 0;
          }),
        ),
      );
      after = rows.at(-1);
      if (after === undefined) return failed;
      // the table forgets them before it is asked again
      await runtime.projections.waitFor(name, Math.max(...positions), { timeoutMs: pollMs });
    }
    return failed;
  }

  private report(fault: unknown): void {
    const { runtime, name } = this.options;
    runtime.log.warn({ workflow: name, code: faultCode(fault) }, 'what is due is failing, none is skipped');
  }
}
