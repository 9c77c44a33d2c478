import type { Interval } from '@liaison/kernel';

/** The greatest load at any time. It rises only where a use begins, so that its peak is at one of the beginnings. */
export const peakLoad = (uses: readonly (Interval & { readonly load: number })[]): number =>
  uses.reduce((peak, { from: at }) => {
    const load = uses.reduce((sum, { from, to, load: share }) => (from <= at && at < to ? sum + share : sum), 0);
    return load > peak ? load : peak;
  }, 0);
