import type { BlockDefined, BlockEvent } from './block.events.js';

export type Block = { readonly status: 'unknown' } | { readonly status: 'withdrawn' } | DefinedBlock;
export type BlockFacts = BlockDefined['data'];
export type DefinedBlock = BlockFacts & { readonly status: 'defined' };

export const initial: Block = { status: 'unknown' };

export const evolve = (_: Block, event: BlockEvent): Block =>
  event.type === 'BlockDefined' ? { ...event.data, status: 'defined' } : { status: 'withdrawn' };
