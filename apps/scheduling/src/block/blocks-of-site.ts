import { addDays } from '@liaison/kernel';
import type { CatalogueState } from '../catalogue/catalogue.state.js';
import type { HeldBlock } from '../day-schedule/fitting/held-blocks.js';
import type { DefinedBlock } from './block.state.js';
import { heldOn } from './held-time.js';

export const blocksOf = ({ blocks }: Pick<CatalogueState, 'blocks'>, siteId: string): readonly DefinedBlock[] =>
  [...blocks.values()].filter((block) => block.status === 'defined').filter((block) => block.siteId === siteId);

/** What blocks keep on a date of these resources. */
export const heldBlocks = (
  known: Pick<CatalogueState, 'blocks'>,
  { siteId, zone }: { readonly siteId: string; readonly zone: string },
  date: string,
  resourceIds: readonly string[],
): readonly HeldBlock[] =>
  known.blocks.size === 0
    ? []
    : blocksOf(known, siteId)
        .filter(({ resourceId }) => resourceIds.includes(resourceId))
        .flatMap((block) => heldOn(block, date, zone) ?? []);

/** With those of the days before and after, where a visit may pass midnight: on other days they stand in nobody's way. */
export const heldBlocksAround = (
  known: Pick<CatalogueState, 'blocks'>,
  site: { readonly siteId: string; readonly zone: string },
  date: string,
  resourceIds: readonly string[],
): readonly HeldBlock[] =>
  known.blocks.size === 0 ? [] : [addDays(date, -1), date, addDays(date, 1)].flatMap((each) => heldBlocks(known, site, each, resourceIds));
