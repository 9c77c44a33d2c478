import type { Decider } from '@liaison/kernel';
import { defineResource, type DefineResource, type ResourceRefusal } from './define-resource/define-resource.js';
import type { ResourceEvent } from './resource.events.js';
import { evolve, initial, type Resource } from './resource.state.js';
import { setResourceHours, type ResourceHoursRefusal, type SetResourceHours } from './set-resource-hours/set-resource-hours.js';

export type ResourceCommand = DefineResource | SetResourceHours;

export const resource: Decider<ResourceCommand, Resource, ResourceEvent, ResourceRefusal | ResourceHoursRefusal> = {
  initial,
  evolve,
  decide: (command, state) => {
    switch (command.type) {
      case 'DefineResource':
        return defineResource(command, state);
      case 'SetResourceHours':
        return setResourceHours(command, state);
    }
  },
};
