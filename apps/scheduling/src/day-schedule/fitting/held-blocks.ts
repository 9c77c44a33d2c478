import { overlap, type Interval } from '@liaison/kernel';
import type { Use } from '../day-schedule.events.js';
import type { WantedVisit } from '../day-schedule.policies.js';

/** Time of a room that is kept for somebody or for a department until it is released to everybody. */
export type HeldBlock = Interval & {
  readonly blockId: string;
  readonly resourceId: string;
  /** Visits that one of these serves may use it. */
  readonly holders: readonly string[];
  /** Visits of this department may use it. */
  readonly departmentId?: string | undefined;
  /** From then on anybody may. */
  readonly releasedAt: string;
};
export type BlockObjection = {
  readonly code: 'block-held';
  readonly blockId: string;
  readonly use: Use;
  readonly holders: readonly string[];
  readonly releasedAt: string;
};

/** Blocks that still keep their time, and not for this visit's department. */
export const heldAgainst = ({ rules, now, departmentId }: WantedVisit): readonly HeldBlock[] =>
  (rules?.blocks ?? []).filter(
    (block) => now < block.releasedAt && (block.departmentId === undefined || block.departmentId !== departmentId),
  );

/** `holder` is who serves the visit, where it is taken because of a block of theirs. */
export const objectionsOfBlocks = (use: Use, visit: WantedVisit, holder: string | undefined): readonly BlockObjection[] =>
  visit.rules?.blocks === undefined
    ? []
    : heldAgainst(visit)
        .filter((block) => block.resourceId === use.resourceId && overlap(block, use))
        .filter(({ holders }) => holder === undefined || !holders.includes(holder))
        .map(({ blockId, holders, releasedAt }) => ({ code: 'block-held', blockId, use, holders, releasedAt }));
