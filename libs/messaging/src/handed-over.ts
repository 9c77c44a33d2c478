import { pause, pauseAfter } from '@liaison/projections';

const redelivery = { firstMs: 100, maxMs: 5_000 };

/**
 * Records, until some of them have been handled. After a fault the first one alone: whatever it was, it should not hold up what
 * comes before it, nor be met by more than it has to.
 * @returns how many; none only after the signal
 */
export const handedOver = async <Kept>(
  records: readonly Kept[],
  deliver: (records: readonly Kept[]) => Promise<number>,
  signal: AbortSignal,
  failed: () => Promise<void> = async () => undefined,
): Promise<number> => {
  for (let failures = 0; !signal.aborted; failures += 1) {
    try {
      return await deliver(failures === 0 ? records : records.slice(0, 1));
    } catch {
      await failed();
      await pause(pauseAfter(failures, redelivery), signal);
    }
  }
  return 0;
};
