import type { Generation } from './generation.js';

export type ProjectionStatus = {
  readonly name: string;
  /** Of the rows that readers see, or that are being built when there are none yet. */
  readonly version: number;
  /** `failing`: the projection throws on the event after `position`, or the database refuses its rows. It is tried again. */
  readonly status: 'live' | 'building' | 'failing';
  readonly position: number;
  readonly head: number;
  readonly lag: number;
  readonly generation: number;
  readonly failure?: { readonly code: string; readonly position: number };
  readonly rebuilding?: Rebuilding;
};
export type Rebuilding = {
  readonly version: number;
  readonly position: number;
  readonly head: number;
  /** Positions a second since the build began, and seconds until it catches up at that rate; null while nothing is known. */
  readonly ratePerSecond: number;
  readonly etaSeconds: number | null;
};

export const statusOf = (name: string, version: number, generations: readonly Generation[], head: number): ProjectionStatus => {
  const own = generations.filter((each) => each.name === name);
  const building = own.find(({ status }) => status === 'building');
  const shown = own.find(({ status }) => status === 'live') ?? building;
  const failing = own.find(({ failureCode }) => failureCode !== null);
  const position = shown?.position ?? 0;
  return {
    name,
    version: shown?.version ?? version,
    status: failing ? 'failing' : shown?.status === 'live' ? 'live' : 'building',
    position,
    head,
    lag: Math.max(0, head - position),
    generation: shown?.generation ?? 0,
    ...(failing?.failureCode && { failure: { code: failing.failureCode, position: failing.position } }),
    ...(building && { rebuilding: progress(building, head) }),
  };
};

const progress = ({ version, position, seconds }: Generation, head: number): Rebuilding => {
  const ratePerSecond = seconds > 0 ? Math.round(position / seconds) : 0;
  return {
    version,
    position,
    head,
    ratePerSecond,
    etaSeconds: position >= head ? 0 : ratePerSecond > 0 ? Math.ceil((head - position) / ratePerSecond) : null,
  };
};
