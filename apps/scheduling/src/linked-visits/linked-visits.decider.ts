import type { Decider } from '@liaison/kernel';
import type { LinkedVisitsEvent } from './linked-visits.events.js';
import { evolve, initial, type LinkedVisits } from './linked-visits.state.js';
import {
  requestLinkedVisits,
  type LinkedVisitsRequestRefusal,
  type RequestLinkedVisits,
} from './request-linked-visits/request-linked-visits.js';
import { settleLinkedVisits, type SettleLinkedVisits } from './settle-linked-visits/settle-linked-visits.js';

export type LinkedVisitsCommand = RequestLinkedVisits | SettleLinkedVisits;

export const linkedVisits: Decider<LinkedVisitsCommand, LinkedVisits, LinkedVisitsEvent, LinkedVisitsRequestRefusal> = {
  initial,
  evolve,
  decide: (command, linked) => {
    switch (command.type) {
      case 'RequestLinkedVisits':
        return requestLinkedVisits(command, linked);
      case 'SettleLinkedVisits':
        return settleLinkedVisits(command, linked);
    }
  },
};
