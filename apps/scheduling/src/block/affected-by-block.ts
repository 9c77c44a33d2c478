import { overlap } from '@liaison/kernel';
import type { DaySchedule } from '../day-schedule/day-schedule.state.js';
import type { HeldBlock } from '../day-schedule/fitting/held-blocks.js';
import { takenDuring } from '../day-schedule/taken.js';
import type { Affected } from '../resource/affected.js';

/** Visits of a day, from now on, that take the time of a block and are not those that it is kept for. They stay until somebody decides. */
export const affectedByBlock = (day: DaySchedule, held: HeldBlock, now: string): readonly Affected[] => {
  const taken = takenDuring(day.taken.get(held.resourceId), held).filter(({ use }) => overlap(use, held));
  return [...new Set(taken.map(({ appointmentId }) => appointmentId))].flatMap((appointmentId): readonly Affected[] => {
    const visit = day.appointments.get(appointmentId);
    if (!visit || visit.to <= now || (held.departmentId !== undefined && visit.departmentId === held.departmentId)) return [];
    const isOfHolder = visit.uses.some(({ resourceId }) => held.holders.includes(resourceId));
    return isOfHolder ? [] : [{ visit, reasons: ['block-held'] }];
  });
};
