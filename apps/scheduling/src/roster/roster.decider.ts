import type { Decider } from '@liaison/kernel';
import { allotHours, type AllotHours, type AllotmentRefusal } from './allot-hours/allot-hours.js';
import type { RosterEvent } from './roster.events.js';
import { evolve, initial, type Roster } from './roster.state.js';
import { takeBackHours, type TakeBackHours } from './take-back-hours/take-back-hours.js';

export type RosterCommand = AllotHours | TakeBackHours;

export const roster: Decider<RosterCommand, Roster, RosterEvent, AllotmentRefusal> = {
  initial,
  evolve,
  decide: (command, state) => {
    switch (command.type) {
      case 'AllotHours':
        return allotHours(command, state);
      case 'TakeBackHours':
        return takeBackHours(command, state);
    }
  },
};
