import { addDays, intersection, minus, union, type Interval } from '@liaison/kernel';
import type { DefinedBlock } from '../block/block.state.js';
import { heldOn } from '../block/held-time.js';
import type { PlannedUse } from '../resource-uses/actual-use.js';
import { minutesOf } from './load-minutes.js';
import { asFarAsKnown } from './occupied.js';

export type UseOfBlock = PlannedUse & { readonly date: string; readonly departmentId: string };
export type BlockUtilisation = {
  /** Block time. */
  readonly keptMinutes: number;
  /** By those for whom it is kept. */
  readonly usedMinutes: number;
  /** Left by them when it was released. */
  readonly releasedMinutes: number;
  /** By others, after that. */
  readonly usedByOthersMinutes: number;
};

/** One block from one date to another, both included; `uses` are those of its room and of its holders. */
export const blockUtilisation = (
  block: DefinedBlock,
  uses: readonly UseOfBlock[],
  { from, to, zone, now }: { readonly from: string; readonly to: string; readonly zone: string; readonly now: string },
): BlockUtilisation => {
  const byHolders = new Set(uses.filter(({ resourceId }) => block.holders.includes(resourceId)).map(({ appointmentId }) => appointmentId));
  const isOwn = ({ appointmentId, departmentId }: UseOfBlock) => departmentId === block.departmentId || byHolders.has(appointmentId);
  const inRoom = uses.filter(({ resourceId }) => resourceId === block.resourceId);
  let found: BlockUtilisation = { keptMinutes: 0, usedMinutes: 0, releasedMinutes: 0, usedByOthersMinutes: 0 };
  for (let date = from; date <= to; date = addDays(date, 1)) {
    const held = heldOn(block, date, zone);
    if (!held) continue;
    const ofDay = inRoom.filter((use) => use.date === date);
    const own = within(held, ofDay.filter(isOwn), now);
    const others = within(
      held,
      ofDay.filter((use) => !isOwn(use)),
      now,
    );
    found = {
      keptMinutes: found.keptMinutes + minutesOf([held]),
      usedMinutes: found.usedMinutes + minutesOf(own),
      releasedMinutes: found.releasedMinutes + (held.releasedAt <= now ? minutesOf(minus([held], own)) : 0),
      usedByOthersMinutes: found.usedByOthersMinutes + minutesOf(others),
    };
  }
  return found;
};

const within = (held: Interval, uses: readonly PlannedUse[], now: string): readonly Interval[] =>
  intersection([held], union(uses.flatMap((use) => asFarAsKnown(now)(use) ?? [])));
