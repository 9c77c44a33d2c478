import { faultCode, Leases, pause } from '@liaison/projections';
import type { Runtime } from '@liaison/service-kit';
import { v5 as uuidv5 } from 'uuid';
import type { SchedulingStreams } from '../scheduling.streams.js';
import { dueTimers, type AfterTimer, type DueTimer } from './due-timers.js';
import { commandOf } from './timers.workflow.js';

const pollMs = 1_000;
const longestPauseMs = 30_000;
/** Timers taken up at a time. */
const stride = 100;
const name = 'appointment-timers';

const fromTheBeginning: AfterTimer = { dueAt: '', appointmentId: '00000000-0000-0000-0000-000000000000', kind: 'no-show' };

/**
 * Turns timers that have run out into commands, one process at a time. What it does is safe to repeat: a process that dies in
 * between leaves its timers to the next one, and a command that came through twice finds nothing to do.
 */
export class Timers {
  private readonly stopping = new AbortController();
  private working: Promise<void> | undefined;

  constructor(
    private readonly runtime: Runtime,
    private readonly streams: SchedulingStreams,
  ) {}

  start(): void {
    const { pool, schema, log, stopping } = this.runtime;
    const leases = new Leases({ pool, schema, table: 'projection_leases', log });
    stopping.subscribe({ complete: () => this.stopping.abort() });
    this.working ??= leases.hold(`timers/${name}`, this.stopping.signal, ({ signal }) => this.watch(signal));
  }

  /** Resolves when the command in hand is done. */
  async stop(): Promise<void> {
    this.stopping.abort();
    await this.working;
  }

  private async watch(signal: AbortSignal): Promise<void> {
    let failures = 0;
    while (!signal.aborted) {
      try {
        const failed = (await this.runtime.projections.served()) && (await this.round(signal));
        failures = failed ? failures + 1 : 0;
      } catch (fault) {
        failures += 1;
        this.report(fault);
      }
      await pause(Math.min(longestPauseMs, pollMs * 2 ** Math.min(failures, 5)), signal);
    }
  }

  /** Every timer that has run out by now, the earliest first. One that fails keeps no other from its turn. @returns whether one did */
  private async round(signal: AbortSignal): Promise<boolean> {
    const now = this.runtime.clock.now();
    let failed = false;
    let after: AfterTimer = fromTheBeginning;
    while (!signal.aborted) {
      const due = await dueTimers(this.runtime.pool, now, after, stride);
      const positions = await Promise.all(
        due.map((timer) =>
          this.fire(timer, now).catch((fault: unknown) => {
            failed = true;
            this.report(fault);
            return 0;
          }),
        ),
      );
      const last = due.at(-1);
      if (!last) return failed;
      after = last;
      // the table forgets them before it is asked again
      await this.runtime.projections.waitFor(name, Math.max(...positions), { timeoutMs: pollMs });
    }
    return failed;
  }

  private report(fault: unknown): void {
    this.runtime.log.warn({ workflow: name, code: faultCode(fault) }, 'timers are failing, none is skipped');
  }

  private async fire(timer: DueTimer, now: string): Promise<number> {
    const { appointmentId, kind, dueAt, siteId, date, shift } = timer;
    const asked = { commandId: uuidv5(shift === 0 ? `${kind} ${dueAt}` : `${kind} ${dueAt} ${shift}`, appointmentId), by: name, at: now };
    const outcome = await this.streams.days.handle(`${siteId}/${date}`, commandOf(timer, now), asked);
    return outcome.accepted && outcome.events.length > 0 ? outcome.position : 0;
  }
}
