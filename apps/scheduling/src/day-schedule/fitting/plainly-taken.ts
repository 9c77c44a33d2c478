import type { Use } from '../day-schedule.events.js';
import type { DaySchedule } from '../day-schedule.state.js';

/**
 * Whether a single other use stands in the way, or nobody is there at all: then the rules would object too. Finding asks this
 * first, because on a full day nearly everybody is plainly taken, and it has no use for the reasons.
 */
export const isPlainlyTaken = (use: Use, day: DaySchedule, extra: number): boolean => {
  const there = day.hours.get(use.resourceId);
  if (!there) return true;
  const most = there.capacity + extra - use.load;
  for (let taken = day.taken.get(use.resourceId); taken; taken = taken.before) {
    const { from, to, load, session } = taken.use;
    if (load > most && from < use.to && use.from < to && (session === undefined || session !== use.session)) return true;
  }
  return false;
};
