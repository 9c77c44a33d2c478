import { addDays, overlap, recurrenceFaults } from '@liaison/kernel';
import type { BlockFacts } from './block.state.js';
import { heldOn } from './held-time.js';

/** What the catalogue says at this moment: it is judged, not recorded. */
export type KnownOfBlock = { readonly today: string; readonly zone: string; readonly others: readonly BlockFacts[] };
export type BlockObjection =
  | { readonly code: 'recurrence-invalid'; readonly part: string; readonly rule: string }
  | { readonly code: 'block-without-length'; readonly startTime: string; readonly endTime: string }
  | { readonly code: 'block-of-nobody'; readonly blockId: string }
  | { readonly code: 'blocks-overlap'; readonly date: string; readonly blockId: string };

type BlockPolicy = (block: BlockFacts, known: KnownOfBlock) => readonly BlockObjection[];

export const theRuleIsARecurrence: BlockPolicy = ({ rule: text }) =>
  recurrenceFaults(text).map(({ part, rule }) => ({ code: 'recurrence-invalid', part, rule }));

export const theBlockHasALength: BlockPolicy = ({ startTime, endTime }) =>
  startTime < endTime ? [] : [{ code: 'block-without-length', startTime, endTime }];

export const theBlockIsKeptForSomebody: BlockPolicy = ({ blockId, holders, departmentId }) =>
  holders.length > 0 || departmentId !== undefined ? [] : [{ code: 'block-of-nobody', blockId }];

/** Days ahead in which blocks of one room are compared. */
const compared = 366;

/** The same time is not kept for two: the first date on which it would be is told. */
export const noTwoBlocksKeepOneTime: BlockPolicy = (block, { today, zone, others }) =>
  others.flatMap((other) => {
    for (let n = 0; n <= compared; n++) {
      const date = addDays(today, n);
      const [ours, theirs] = [heldOn(block, date, zone), heldOn(other, date, zone)];
      if (ours && theirs && overlap(ours, theirs)) return [{ code: 'blocks-overlap', date, blockId: other.blockId } as const];
    }
    return [];
  });

export const blockPolicies: readonly BlockPolicy[] = [
  theRuleIsARecurrence,
  theBlockHasALength,
  theBlockIsKeptForSomebody,
  noTwoBlocksKeepOneTime,
];
