/**
 * One question for many who ask it at the same time. Whoever asks in the turn in which it is asked for first, or while one is
 * under way, is answered by the next: what is answered was true at some moment since it was asked for.
 */
export class SharedLook<Answer> {
  private underWay: Promise<unknown> = Promise.resolve();
  private next: Promise<Answer> | undefined;

  constructor(private readonly look: () => Promise<Answer>) {}

  now(): Promise<Answer> {
    return (this.next ??= this.begin());
  }

  private async begin(): Promise<Answer> {
    await Promise.all([this.underWay, new Promise(setImmediate)]);
    this.next = undefined;
    const asking = this.look();
    this.underWay = asking.catch(() => undefined);
    return asking;
  }
}
