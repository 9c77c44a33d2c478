export type Pauses = { readonly firstMs: number; readonly maxMs: number };

/** Doubles with every failure in a row; the first failure is number 0. */
export const pauseAfter = (failures: number, { firstMs, maxMs }: Pauses): number => Math.min(maxMs, firstMs * 2 ** Math.min(failures, 30));

/** Ends early, and without a fault, when the signal comes. */
export const pause = (ms: number, signal: AbortSignal): Promise<void> =>
  new Promise((resolve) => {
    if (signal.aborted) return resolve();
    const end = () => {
      clearTimeout(timer);
      signal.removeEventListener('abort', end);
      resolve();
    };
    const timer = setTimeout(end, ms);
    signal.addEventListener('abort', end);
  });
