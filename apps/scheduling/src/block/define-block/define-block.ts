import { accepted, rejected, same, type Decision } from '@liaison/kernel';
import type { BlockDefined } from '../block.events.js';
import { blockPolicies, type BlockObjection, type KnownOfBlock } from '../block.policies.js';
import type { Block } from '../block.state.js';

export type DefineBlock = { readonly type: 'DefineBlock'; readonly data: BlockDefined['data']; readonly known: KnownOfBlock };
export type BlockRefusal = BlockObjection;

export const defineBlock = ({ data, known }: DefineBlock, block: Block): Decision<BlockDefined, BlockRefusal> => {
  const objections = blockPolicies.flatMap((policy) => policy(data, known));
  if (objections.length > 0) return rejected(...objections);
  return same(block, { ...data, status: 'defined' }) ? accepted() : accepted({ type: 'BlockDefined', data });
};
