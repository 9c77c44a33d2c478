import { overlap } from '@liaison/kernel';
import type { WantedPhase, WantedVisit } from '../day-schedule.policies.js';
import type { DaySchedule } from '../day-schedule.state.js';
import { heldAgainst } from './held-blocks.js';
import { seatings } from './sessions.js';

/** One way in which a visit may be served. */
export type Way = {
  readonly phases: readonly WantedPhase[];
  /** Who serves it, where their block is used. */
  readonly holder?: string | undefined;
  readonly overbooks: boolean;
};

/** However many sessions and blocks there are, as many ways are tried, and the one that asks for least is always among them. */
const most = 40;

/** In the order of preference: a seat before a new session, a block of one's own before open time, room before overbooking. */
export const waysOf = (visit: WantedVisit, day: DaySchedule): readonly Way[] => {
  const open = seatings(visit, day).flatMap((phases) => holdings(phases, visit));
  const plain = open.length > most ? [...open.slice(0, most - 1), ...open.slice(-1)] : open;
  return visit.rules?.overbooking === undefined ? plain : [...plain, ...plain.map((way) => ({ ...way, overbooks: true }))];
};

/** With each of those whose block could be used, where they can serve a phase; then without. */
const holdings = (phases: readonly WantedPhase[], visit: WantedVisit): readonly Way[] => {
  const anyone: Way = { phases, overbooks: false };
  if (!visit.rules?.blocks?.length) return [anyone];
  const usable = heldAgainst(visit).filter((block) =>
    phases.some((phase) => phase.anyOf.includes(block.resourceId) && overlap(phase, block)),
  );
  const holders = new Set(usable.flatMap((block) => block.holders));
  const serving = [...holders].filter((holder) => phases.some(({ anyOf }) => anyOf.includes(holder)));
  const narrowed = (holder: string) => phases.map((phase) => (phase.anyOf.includes(holder) ? { ...phase, anyOf: [holder] } : phase));
  return [...serving.map((holder): Way => ({ phases: narrowed(holder), holder, overbooks: false })), anyone];
};
