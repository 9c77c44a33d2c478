import type { Folded } from './aggregate-cache.js';

/**
 * The commands of one stream inside one process, while there are any: the state that they are decided on, and the append that
 * is under way. One at a time: an append that was decided on another one which then failed would find its expected revision
 * taken by somebody else's events, and stand on a state that never was. Another epoch begins when one failed.
 */
export class Lane<State> {
  users = 0;
  epoch = 0;
  private loading: Promise<Folded<State>> | undefined;
  private last: Promise<unknown> = Promise.resolve();
  /** An append is under way. */
  busy = false;

  /** `tail` is what the next command is decided on. */
  constructor(public tail: Folded<State> | undefined) {}

  /** Resolves when nothing is under way and the state is there; whoever waited too may be faster. */
  async ready(load: () => Promise<Folded<State>>): Promise<void> {
    while (this.busy || !this.tail) {
      if (this.busy) {
        await this.last;
        continue;
      }
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
    this.busy = true;
    const last = appending
      .catch(() => undefined)
      .then(() => {
        if (this.last === last) this.busy = false;
      });
    this.last = last;
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
