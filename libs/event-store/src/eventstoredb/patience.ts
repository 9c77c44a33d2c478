import { setTimeout as sleep } from 'node:timers/promises';
import { isPassing } from './faults.js';

const [firstPauseMs, longestPauseMs] = [25, 1_000];

export type Patience = {
  readonly longestMs: number;
  /** Told of every fault that is tried over. */
  readonly onFault: () => void;
};

/**
 * Tries again while the fault is one that passes, and gives up when that takes long: then with the last fault. For acts that
 * bear repeating only.
 */
export const patiently = async <Result>(
  act: () => Promise<Result>,
  { longestMs, onFault, signal }: Patience & { readonly signal?: AbortSignal | undefined },
): Promise<Result> => {
  const until = performance.now() + longestMs;
  for (let pause = firstPauseMs; ; pause = Math.min(pause * 2, longestPauseMs)) {
    try {
      return await act();
    } catch (fault) {
      if (!isPassing(fault)) throw fault;
      onFault();
      if (signal?.aborted || performance.now() + pause > until) throw fault;
      await sleep(pause * (0.5 + Math.random() / 2), undefined, { signal }).catch(() => undefined);
    }
  }
};
