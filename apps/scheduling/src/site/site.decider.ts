import type { Decider } from '@liaison/kernel';
import { defineDepartment, type DefineDepartment, type DepartmentRefusal } from './define-department/define-department.js';
import { defineSite, type DefineSite, type SiteRefusal } from './define-site/define-site.js';
import type { SiteEvent } from './site.events.js';
import { evolve, initial, type Site } from './site.state.js';

export type SiteCommand = DefineSite | DefineDepartment;

export const site: Decider<SiteCommand, Site, SiteEvent, SiteRefusal | DepartmentRefusal> = {
  initial,
  evolve,
  decide: (command, state) => {
    switch (command.type) {
      case 'DefineSite':
        return defineSite(command, state);
      case 'DefineDepartment':
        return defineDepartment(command, state);
    }
  },
};
