import type { CatalogueState } from '../catalogue/catalogue.state.js';
import { CommitmentFinishing } from '../commitment/commitment-finishing.js';
import { Commitments } from '../commitment/commitments.js';
import { OverMidnight } from '../commitment/over-midnight.js';
import { PartsOnDays } from '../commitment/parts-on-days.js';
import { PartsPlanner } from '../commitment/parts-planner.js';
import { AppointmentDesk } from '../day-schedule/appointment-desk.js';
import { CarryingOverMidnight } from '../day-schedule/carrying-over-midnight.js';
import { DaySchedules } from '../day-schedule/day-schedules.js';
import { FreeTimesFinder } from '../free-times/find-free-times.js';
import { LinkedGaps } from '../linked-visits/linked-gaps.js';
import { SchedulingStreams } from '../scheduling.streams.js';
import { storeOf, type Door, type Memory } from './store-in-memory.js';

const atEase: Door = () => Promise.resolve();

/** A process as it runs, without what HTTP and the database add. Its clock is its own. */
export const processInMemory = (known: CatalogueState, shared: Memory, now: string, door: Door = atEase) => {
  const store = storeOf(shared, door);
  const streams = new SchedulingStreams({ store });
  const finishing = new CommitmentFinishing(streams, () => now);
  const carrying = new CarryingOverMidnight(streams, finishing);
  const desk = new AppointmentDesk(streams, finishing, carrying);
  const days = new DaySchedules(streams);
  const planner = new PartsPlanner({ fresh: () => Promise.resolve(known) }, desk, { has: () => false }, new OverMidnight(days));
  const finder = new FreeTimesFinder(days, () => now);
  const gaps = new LinkedGaps(streams, desk, finishing);
  const commitments = new Commitments(store, streams, planner, new PartsOnDays(streams, days), finder, finishing, gaps);
  return { store, streams, days, finishing, desk, carrying, commitments, gaps, finder };
};

export type ProcessInMemory = ReturnType<typeof processInMemory>;
