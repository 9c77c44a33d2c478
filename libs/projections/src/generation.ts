/** One physical table of a projection, and how far it has come. */
export type Generation = {
  readonly name: string;
  readonly generation: number;
  readonly version: number;
  readonly status: 'building' | 'live' | 'retired';
  readonly position: number;
  readonly incarnation: string;
  readonly failureCode: string | null;
  /** Since the generation was begun. */
  readonly seconds: number;
};

export type Wanted = { readonly version: number; readonly incarnation: string };

/** What to do so that the wanted version comes to be served. */
export type Plan = { readonly build: boolean; readonly abandon: readonly number[] };

/**
 * Versions only rise: a process of an older release leaves a newer table alone, so two releases side by side never build
 * in turns. Rows of another incarnation may tell of events that were lost, so they are built again.
 */
export const planned = (wanted: Wanted, generations: readonly Generation[]): Plan => {
  const live = generations.find(({ status }) => status === 'live');
  const building = generations.find(({ status }) => status === 'building');
  if (live && live.version > wanted.version) return { build: false, abandon: [] };
  if (building && building.version > wanted.version) return { build: false, abandon: [] };
  const served = live?.version === wanted.version && live.incarnation === wanted.incarnation;
  if (!building) return { build: !served, abandon: [] };
  const fits = building.version === wanted.version && building.incarnation === wanted.incarnation;
  return fits ? { build: false, abandon: [] } : { build: !served, abandon: [building.generation] };
};

/** Readers never see an older state or version than they have seen: the new table takes over at or after the position of the old one. */
export const mayTakeOver = (next: Generation, live: Generation | undefined): boolean =>
  next.status === 'building' &&
  (live === undefined || (live.version <= next.version && (live.incarnation !== next.incarnation || live.position <= next.position)));
