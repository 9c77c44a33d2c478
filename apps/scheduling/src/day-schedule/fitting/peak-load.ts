import type { Interval } from '@liaison/kernel';

type Share = Interval & { readonly load: number; readonly session?: string | undefined; readonly phase?: string | undefined };

/**
 * The greatest load at any time. It rises only where a use begins, so that its peak is at one of the beginnings. The seats of
 * a group session share what the session takes: each of its phases counts once.
 */
export const peakLoad = (uses: readonly Share[]): number => {
  const all = uses.some(({ session }) => session !== undefined) ? sessionsOnce(uses) : uses;
  return all.reduce((peak, { from: at }) => {
    const load = all.reduce((sum, { from, to, load: share }) => (from <= at && at < to ? sum + share : sum), 0);
    return load > peak ? load : peak;
  }, 0);
};

const sessionsOnce = (uses: readonly Share[]): readonly Share[] => {
  const seen = new Set<string>();
  return uses.filter(({ session, phase }) => {
    if (session === undefined) return true;
    const isNew = !seen.has(`${session} ${phase}`);
    seen.add(`${session} ${phase}`);
    return isNew;
  });
};
