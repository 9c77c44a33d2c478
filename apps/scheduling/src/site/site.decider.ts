import type { Decider } from '@liaison/kernel';
import { defineDepartment, type DefineDepartment, type DepartmentRefusal } from './define-department/define-department.js';
import { declareHoliday, type DeclareHoliday, type HolidayRefusal } from './declare-holiday/declare-holiday.js';
import { defineSite, type DefineSite, type SiteRefusal } from './define-site/define-site.js';
import { revokeHoliday, type HolidayRevocationRefusal, type RevokeHoliday } from './revoke-holiday/revoke-holiday.js';
import type { SiteEvent } from './site.events.js';
import { evolve, initial, type Site } from './site.state.js';

export type SiteCommand = DefineSite | DefineDepartment | DeclareHoliday | RevokeHoliday;

export const site: Decider<SiteCommand, Site, SiteEvent, SiteRefusal | DepartmentRefusal | HolidayRefusal | HolidayRevocationRefusal> = {
  initial,
  evolve,
  decide: (command, state) => {
    switch (command.type) {
      case 'DefineSite':
        return defineSite(command, state);
      case 'DefineDepartment':
        return defineDepartment(command, state);
      case 'DeclareHoliday':
        return declareHoliday(command, state);
      case 'RevokeHoliday':
        return revokeHoliday(command, state);
    }
  },
};
