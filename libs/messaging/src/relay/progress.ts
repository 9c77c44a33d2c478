import { faultCode, pause, pauseAfter, type Log, type Pauses } from '@liaison/projections';
import { EpochPassed } from './relay-checkpoint.js';

export type ProgressOptions = {
  readonly from: number;
  /** @throws EpochPassed */
  readonly move: (from: number, to: number) => Promise<void>;
  readonly overtaken: (passed: EpochPassed) => void;
  readonly pauses: Pauses;
  readonly signal: AbortSignal;
  readonly log: Log;
};

/** Between two of its statements: the newest place is written down, those passed meanwhile are not. */
const restMs = 250;
/** Positions; so much would be repeated after a crash while the database cannot be reached. */
const mostUnwritten = 20_000;

/** Writes down how far the broker has acknowledged, beside the publishing. What cannot be written down now is tried again. */
export class Progress {
  private written: number;
  private reached: number;
  private writing: Promise<void> | undefined;

  constructor(private readonly options: ProgressOptions) {
    [this.written, this.reached] = [options.from, options.from];
  }

  /** Waits only when too much has not been written down. */
  async moved(to: number): Promise<void> {
    if (to <= this.reached) return;
    this.reached = to;
    this.writing ??= this.write();
    if (to - this.written > mostUnwritten) await this.writing;
  }

  /** Resolves when nothing is being written any more. */
  async ended(): Promise<void> {
    await this.writing;
  }

  private async write(): Promise<void> {
    const { move, overtaken, pauses, signal, log } = this.options;
    for (let failures = 0; this.reached > this.written;) {
      const to = this.reached;
      try {
        await move(this.written, to);
        this.written = to;
        failures = 0;
      } catch (fault) {
        if (fault instanceof EpochPassed) overtaken(fault);
        if (fault instanceof EpochPassed || signal.aborted) break;
        log.warn({ code: faultCode(fault) }, 'the checkpoint could not be moved, trying again');
        await pause(pauseAfter(failures++, pauses), signal);
        continue;
      }
      await pause(restMs, signal);
    }
    this.writing = undefined;
  }
}
