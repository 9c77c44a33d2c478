import { setTimeout as sleep } from 'node:timers/promises';
import { faultCode } from '@liaison/projections';
import type { Logger } from 'pino';

type Step = { readonly name: string; readonly run: () => unknown };

const patienceMs = 10_000;

/** What was started, to be stopped in the opposite order: after a whole life, and after a start that failed half-way. */
export class Teardown {
  private readonly steps: Step[] = [];

  add(name: string, run: () => unknown): void {
    this.steps.push({ name, run });
  }

  /** Every step gets its turn, whatever became of the others. */
  async run(log: Pick<Logger, 'warn' | 'info'>): Promise<void> {
    for (let step = this.steps.pop(); step; step = this.steps.pop()) {
      const given = new AbortController();
      const late = sleep(patienceMs, 'late' as const, { signal: given.signal, ref: false }).catch(() => undefined);
      try {
        const ended = Promise.resolve(step.run()).then(() => undefined);
        if ((await Promise.race([ended, late])) === 'late') log.warn({ step: step.name }, 'does not stop, going on without it');
      } catch (fault) {
        log.warn({ step: step.name, code: faultCode(fault) }, 'did not stop cleanly');
      } finally {
        given.abort();
      }
    }
  }
}
