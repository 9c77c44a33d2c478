import { perSecond } from '@liaison/bench-kit';
import type { Contender } from './contenders/contender.js';
import { same } from './difference.js';
import type { Work, Writer } from './work.js';

/** A contender with the count of what it acknowledged since it began. */
export class Driven {
  private stored = 0;

  constructor(readonly contender: Contender) {}

  /** All writers append until the time is up. @returns events acknowledged a second */
  async drive(writers: readonly Writer[], ms: number): Promise<number> {
    const until = performance.now() + ms;
    return perSecond(async () => {
      const before = this.stored;
      if (this.contender.writeAll) await this.inCalls(this.contender.writeAll, writers, until);
      else await Promise.all(writers.map((writer) => this.sideBySide(writer, until)));
      return this.stored - before;
    });
  }

  async put(works: readonly Work[]): Promise<void> {
    if (this.contender.writeAll) await this.contender.writeAll(works);
    else await Promise.all(works.map((work) => this.contender.write(work)));
    this.stored += works.reduce((sum, { events }) => sum + events.length, 0);
  }

  async check(): Promise<void> {
    same(`${this.contender.title}: events stored`, this.stored, await this.contender.count());
  }

  private async sideBySide(writer: Writer, until: number): Promise<void> {
    while (performance.now() < until) {
      const work = writer();
      const accepted = await this.contender.write(work);
      if (accepted === work.conflict) same(`${this.contender.title}: conflicts found`, Number(work.conflict), Number(!accepted));
      if (accepted) this.stored += work.events.length;
    }
  }

  /** No question is asked, so nothing can be refused: conflicts are left out. */
  private async inCalls(writeAll: NonNullable<Contender['writeAll']>, writers: readonly Writer[], until: number): Promise<void> {
    while (performance.now() < until) {
      const works = writers.map((writer) => writer()).filter(({ conflict }) => !conflict);
      await writeAll(works);
      this.stored += works.reduce((sum, { events }) => sum + events.length, 0);
    }
  }
}
