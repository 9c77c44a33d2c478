import type { Folded } from './aggregate-cache.js';

/**
 * The commands of one stream inside one process, while there are any: the state that everything decided so far will leave,
 * and the appends that it hangs on. Another epoch begins when one of them failed.
 */
export class Lane<State> {
  users = 0;
  epoch = 0;
  private loading: Promise<Folded<State>> | undefined;
  private last: Promise<unknown> = Promise.resolve();

  /** `tail` is what the next command is decided on. */
  constructor(public tail: Folded<State> | undefined) {}

  async ready(load: () => Promise<Folded<State>>): Promise<void> {
    while (!this.tail) {
      const { epoch } = this;
      this.loading ??= load();
      try {
        const loaded = await this.loading;
        if (this.epoch === epoch) this.tail ??= loaded;
      } finally {
        this.loading = undefined;
      }
    }
  }

  extend(tail: Folded<State>, appending: Promise<unknown>): void {
    this.tail = tail;
    this.last = appending.catch(() => undefined);
  }

  /** Resolves when every append decided so far has ended, well or not. */
  confirmed(): Promise<unknown> {
    return this.last;
  }

  /** The state did not stand: whoever comes next reads it again. */
  reset(epoch = this.epoch): void {
    if (epoch !== this.epoch) return;
    this.epoch += 1;
    this.tail = undefined;
    this.loading = undefined;
  }
}
