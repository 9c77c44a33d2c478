import { isUndecodable, type Delivered, type Message } from '../message-bus.js';
import { Slots } from '../slots.js';
import type { Advance } from './advance.js';
import type { Manner } from './consumes.js';
import { OneByOne, type ReceivingOptions } from './one-by-one.js';
import { SideBySide } from './side-by-side.js';
import { Together } from './together.js';

/** Of the keys of all partitions, those whose events act at the same moment. */
const keysAtOnce = 64;

/** What waits in a partition, handled as its handlers take it: what one of them takes at once ends where another's begins. */
export class Receiver {
  private readonly single: OneByOne;
  private readonly sideBySide: SideBySide;
  private readonly together: Together;

  constructor(private readonly options: ReceivingOptions) {
    this.single = new OneByOne(options);
    this.sideBySide = new SideBySide(options, this.single, new Slots(keysAtOnce));
    this.together = new Together(options, this.single);
  }

  /** @returns how many have been handled, from the first one on; a rejection means that the first one has to come again */
  async receive(records: readonly Delivered[], leaving: AbortSignal): Promise<number> {
    let handled = 0;
    const advance: Advance = (by) => void (handled += by);
    try {
      while (handled < records.length) {
        leaving.throwIfAborted();
        await this.next(records, handled, advance, leaving);
      }
    } catch (fault) {
      if (handled === 0) throw fault;
    }
    return handled;
  }

  private async next(records: readonly Delivered[], from: number, advance: Advance, leaving: AbortSignal): Promise<void> {
    const first = records[from];
    if (!first) return;
    if (isUndecodable(first)) {
      await this.single.undecodable(first);
      return advance(1);
    }
    const { manner, run } = this.runOf(records.slice(from));
    if (manner === 'many') await this.together.receive(run, advance);
    else await this.sideBySide.receive(run, advance, leaving);
  }

  /** What nobody here handles goes with either. */
  private runOf(records: readonly Delivered[]): { readonly manner: Manner | undefined; readonly run: readonly Message[] } {
    let manner: Manner | undefined;
    const run: Message[] = [];
    for (const record of records) {
      const takes = isUndecodable(record) ? 'nobody' : this.options.handlers.mannerOf(record.type);
      if (takes === 'nobody' || (manner && takes && takes !== manner)) break;
      manner ??= takes;
      run.push(record as Message);
    }
    return { manner, run };
  }
}
