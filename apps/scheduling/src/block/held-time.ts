import { addDays, firstAt, localDay, minuteOf, recursOn, wholeDay } from '@liaison/kernel';
import type { HeldBlock } from '../day-schedule/fitting/held-blocks.js';
import type { BlockFacts } from './block.state.js';

/** What a block keeps on a date, on the wall clock of its site; nothing where its rule does not fall on it. */
export const heldOn = (block: BlockFacts, date: string, zone: string): HeldBlock | undefined => {
  if (!recursOn(block, date) || block.exceptOn?.includes(date)) return undefined;
  const day = localDay(date, zone);
  const [from, to] = [firstAt(day, minuteOf(block.startTime)), firstAt(day, minuteOf(block.endTime))];
  if (from >= to) return undefined;
  const { blockId, resourceId, holders, departmentId, releaseDays } = block;
  const releasedAt = wholeDay(addDays(date, -releaseDays), zone).from;
  return { blockId, resourceId, holders, departmentId, from, to, releasedAt };
};
