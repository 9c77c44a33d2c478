/**
 * One question for many who ask it at the same time. Whoever asks while one is under way is answered by the next: what is
 * answered was true at some moment since it was asked for.
 */
export class SharedLook<Answer> {
  private underWay: Promise<Answer> | undefined;
  private following: Promise<Answer> | undefined;

  constructor(private readonly look: () => Promise<Answer>) {}

  now(): Promise<Answer> {
    if (!this.underWay) return this.begin();
    this.following ??= this.underWay
      .catch(() => undefined)
      .then(() => {
        this.following = undefined;
        return this.begin();
      });
    return this.following;
  }

  private begin(): Promise<Answer> {
    const asking = this.look().finally(() => {
      if (this.underWay === asking) this.underWay = undefined;
    });
    this.underWay = asking;
    return asking;
  }
}
