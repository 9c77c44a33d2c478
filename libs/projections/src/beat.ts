/** Rests that end together: whoever begins one while somebody rests is woken with them, so that what they do next can be done at once. */
export class Beat {
  private readonly resting = new Set<() => void>();
  private timer: NodeJS.Timeout | undefined;

  constructor(private readonly everyMs: number) {}

  /** Whether somebody rests. */
  get isRunning(): boolean {
    return this.timer !== undefined;
  }

  /** Resolves after so many milliseconds at most, and early when the signal comes. */
  rest(signal?: AbortSignal): Promise<void> {
    if (signal?.aborted) return Promise.resolve();
    return new Promise((resolve) => {
      const end = () => {
        this.resting.delete(end);
        signal?.removeEventListener('abort', end);
        resolve();
      };
      this.resting.add(end);
      signal?.addEventListener('abort', end);
      this.timer ??= setTimeout(() => this.wake(), this.everyMs);
    });
  }

  private wake(): void {
    this.timer = undefined;
    for (const end of [...this.resting]) end();
  }
}

/** A transaction of each of many readers for each of many events that come close together is what a busy process would spend its time on. */
export const shortRest = new Beat(20);
