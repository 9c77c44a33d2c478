import type { Decider } from '@liaison/kernel';
import { defineResource, type DefineResource, type ResourceRefusal } from './define-resource/define-resource.js';
import { grantLeave, type GrantLeave, type LeaveRefusal } from './grant-leave/grant-leave.js';
import type { ResourceEvent } from './resource.events.js';
import { evolve, initial, type Resource } from './resource.state.js';
import { returnToService, type ReturnRefusal, type ReturnToService } from './return-to-service/return-to-service.js';
import { setResourceHours, type ResourceHoursRefusal, type SetResourceHours } from './set-resource-hours/set-resource-hours.js';
import { takeOutOfService, type OutageRefusal, type TakeOutOfService } from './take-out-of-service/take-out-of-service.js';
import { withdrawLeave, type WithdrawalRefusal, type WithdrawLeave } from './withdraw-leave/withdraw-leave.js';

export type ResourceCommand = DefineResource | SetResourceHours | GrantLeave | WithdrawLeave | TakeOutOfService | ReturnToService;

export const resource: Decider<
  ResourceCommand,
  Resource,
  ResourceEvent,
  ResourceRefusal | ResourceHoursRefusal | LeaveRefusal | WithdrawalRefusal | OutageRefusal | ReturnRefusal
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
      case 'TakeOutOfService':
        return takeOutOfService(command, state);
      case 'ReturnToService':
        return returnToService(command, state);
    }
  },
};
