import type { Decider } from '@liaison/kernel';
import type { BlockEvent } from './block.events.js';
import { evolve, initial, type Block } from './block.state.js';
import { defineBlock, type BlockRefusal, type DefineBlock } from './define-block/define-block.js';
import { withdrawBlock, type BlockWithdrawalRefusal, type WithdrawBlock } from './withdraw-block/withdraw-block.js';

export type BlockCommand = DefineBlock | WithdrawBlock;

export const block: Decider<BlockCommand, Block, BlockEvent, BlockRefusal | BlockWithdrawalRefusal> = {
  initial,
  evolve,
  decide: (command, state) => {
    switch (command.type) {
      case 'DefineBlock':
        return defineBlock(command, state);
      case 'WithdrawBlock':
        return withdrawBlock(command, state);
    }
  },
};
