import { accepted, rejected, type Decision } from '@liaison/kernel';
import type { BlockWithdrawn } from '../block.events.js';
import type { Block } from '../block.state.js';

/** Its time is everybody's from now on. */
export type WithdrawBlock = { readonly type: 'WithdrawBlock'; readonly data: BlockWithdrawn['data'] };
export type BlockWithdrawalRefusal = { readonly code: 'block-unknown'; readonly blockId: string };

export const withdrawBlock = ({ data }: WithdrawBlock, block: Block): Decision<BlockWithdrawn, BlockWithdrawalRefusal> => {
  switch (block.status) {
    case 'unknown':
      return rejected({ code: 'block-unknown', blockId: data.blockId });
    case 'withdrawn':
      return accepted();
    case 'defined':
      return accepted({ type: 'BlockWithdrawn', data });
  }
};
