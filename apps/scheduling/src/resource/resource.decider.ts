import type { Decider } from '@liaison/kernel';
import { defineResource, type DefineResource, type ResourceRefusal } from './define-resource/define-resource.js';
import { grantLeave, type GrantLeave, type LeaveRefusal } from './grant-leave/grant-leave.js';
import type { ResourceEvent } from './resource.events.js';
import { evolve, initial, type Resource } from './resource.state.js';
import { setResourceHours, type ResourceHoursRefusal, type SetResourceHours } from './set-resource-hours/set-resource-hours.js';
import { withdrawLeave, type WithdrawalRefusal, type WithdrawLeave } from './withdraw-leave/withdraw-leave.js';

export type ResourceCommand = DefineResource | SetResourceHours | GrantLeave | WithdrawLeave;

export const resource: Decider<
  ResourceCommand,
  Resource,
  ResourceEvent,
  ResourceRefusal | ResourceHoursRefusal | LeaveRefusal | WithdrawalRefusal
> = {
  initial,
  evolve,
  decide: (command, state) => {
    switch (command.type) {
      case 'DefineResource':
        return defineResource(command, state);
      case 'SetResourceHours':
        return setResourceHours(command, state);
      case 'GrantLeave':
        return grantLeave(command, state);
      case 'WithdrawLeave':
        return withdrawLeave(command, state);
    }
  },
};
