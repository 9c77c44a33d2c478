import type { Decider } from '@liaison/kernel';
import { abandon, type Abandon, type AbandonRefusal } from './abandon/abandon.js';
import { beginCommitment, type BeginCommitment } from './begin-commitment/begin-commitment.js';
import { commit, type Commit, type CommitRefusal } from './commit/commit.js';
import type { CommitmentEvent } from './commitment.events.js';
import { evolve, initial, type Commitment } from './commitment.state.js';
import { complete, type Complete, type CompleteRefusal } from './complete/complete.js';

export type CommitmentCommand = BeginCommitment | Commit | Abandon | Complete;

export const commitment: Decider<CommitmentCommand, Commitment, CommitmentEvent, CommitRefusal | AbandonRefusal | CompleteRefusal> = {
  initial,
  evolve,
  decide: (command, state) => {
    switch (command.type) {
      case 'BeginCommitment':
        return beginCommitment(command, state);
      case 'Commit':
        return commit(command, state);
      case 'Abandon':
        return abandon(command, state);
      case 'Complete':
        return complete(command, state);
    }
  },
};
