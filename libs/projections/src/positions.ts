type Waiter = { readonly name: string; readonly position: number; readonly wake: () => void };

/** How far readers of this process have come, and who waits for them. */
export class Positions {
  private readonly reached = new Map<string, number>();
  private readonly waiters = new Set<Waiter>();

  at(name: string): number {
    return this.reached.get(name) ?? -1;
  }

  advance(name: string, position: number): void {
    if (position <= this.at(name)) return;
    this.reached.set(name, position);
    for (const waiter of this.waiters) if (waiter.name === name && waiter.position <= position) waiter.wake();
  }

  /** What was reached proves nothing any more: the store is another one. */
  forget(): void {
    this.reached.clear();
  }

  /** Whether the position was reached in time. */
  until(name: string, position: number, ms: number): Promise<boolean> {
    if (this.at(name) >= position) return Promise.resolve(true);
    return new Promise((resolve) => {
      const end = (reached: boolean) => {
        clearTimeout(timer);
        this.waiters.delete(waiter);
        resolve(reached);
      };
      const waiter: Waiter = { name, position, wake: () => end(true) };
      const timer = setTimeout(() => end(false), ms);
      this.waiters.add(waiter);
    });
  }
}
