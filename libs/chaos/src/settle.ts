import { setTimeout as sleep } from 'node:timers/promises';

export type Settling = {
  /** What has not come on for so long is stuck. */
  readonly stuckMs: number;
  readonly patienceMs: number;
  /** For what should not come. */
  readonly graceMs?: number;
};

/** Looks until nothing is missing, nothing comes on any more or the time is up, and a little longer. @returns the last look */
export const settled = async <Look>(
  look: () => Promise<Look>,
  missing: (seen: Look) => number,
  { stuckMs, patienceMs, graceMs = 1_000 }: Settling,
): Promise<Look> => {
  const from = performance.now();
  let [least, movedAt] = [Infinity, from];
  for (;;) {
    const left = missing(await look());
    const now = performance.now();
    if (left < least) [least, movedAt] = [left, now];
    if (left <= 0 || now - movedAt > stuckMs || now - from > patienceMs) break;
    await sleep(250);
  }
  await sleep(graceMs);
  return look();
};
