import type { Folded } from './aggregate-cache.js';
import type { Appended } from './event-store.js';

/**
 * The commands of one stream inside one process, while there are any: the state that everything decided so far will leave, and
 * the last append that it hangs on. Another epoch begins when one of them failed.
 */
export class Lane<State> {
  users = 0;
  epoch = 0;
  /** The revision that the store has at least, as a lost append was told. */
  atLeast = -1;
  /** The append that leaves the tail. */
  upon: Promise<Appended> | undefined;
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

  extend(tail: Folded<State>, appending: Promise<Appended>): void {
    this.tail = tail;
    this.upon = appending;
    this.last = Promise.allSettled([this.last, appending]);
  }

  /** Resolves when every append decided so far has ended, well or not. */
  confirmed(): Promise<unknown> {
    return this.last;
  }

  /** The state did not stand: whoever comes next reads it again. False when that is known already. */
  reset(epoch = this.epoch): boolean {
    if (epoch !== this.epoch) return false;
    this.epoch += 1;
    this.tail = undefined;
    this.upon = undefined;
    this.loading = undefined;
    return true;
  }
}
