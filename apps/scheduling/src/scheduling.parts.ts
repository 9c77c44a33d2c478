import type { Runtime } from '@liaison/service-kit';
import { Timers } from './appointment-timers/timers.js';
import { FeedTokens } from './calendar-feed/feed-tokens.js';
import { Catalogue } from './catalogue/catalogue.js';
import { ClosureSpreading } from './closure/closure-spreading.js';
import { BoardChanges } from './day-board/board-changes.js';
import { BookAppointmentHandler } from './day-schedule/book-appointment/book-appointment.handler.js';
import { AppointmentDesk } from './day-schedule/appointment-desk.js';
import { DaySchedules } from './day-schedule/day-schedules.js';
import { MoveAppointmentHandler } from './day-schedule/move-appointment/move-appointment.handler.js';
import { FreeTimesFinder } from './free-times/find-free-times.js';
import { CancellingForTheDeceased } from './patient/cancelling-for-the-deceased.js';
import { DeceasedPatients } from './patient/deceased-patients.js';
import { AffectedBookings } from './resource/affected-bookings.js';
import { SchedulingStreams } from './scheduling.streams.js';

/** What the service is made of behind its doors; one of each per process. */
export type SchedulingParts = ReturnType<typeof assemble>;

const assemble = (runtime: Runtime) => {
  const streams = new SchedulingStreams(runtime);
  const catalogue = new Catalogue(runtime.store);
  const days = new DaySchedules(streams);
  const finder = new FreeTimesFinder(days, () => runtime.clock.now());
  const deceased = new DeceasedPatients(runtime.store);
  const cancelling = new CancellingForTheDeceased(runtime, streams, deceased);
  const desk = new BookAppointmentHandler(streams, catalogue, days, finder, deceased);
  const appointments = new AppointmentDesk(streams);
  const mover = new MoveAppointmentHandler(streams, catalogue, days, appointments);
  const timers = new Timers(runtime, streams);
  const boards = new BoardChanges(runtime);
  const spreading = new ClosureSpreading(streams, catalogue);
  const affected = new AffectedBookings(streams, catalogue);
  const feedTokens = new FeedTokens(runtime);
  return {
    streams,
    catalogue,
    days,
    finder,
    desk,
    mover,
    appointments,
    timers,
    deceased,
    cancelling,
    boards,
    spreading,
    affected,
    feedTokens,
  };
};

const parts = new WeakMap<Runtime, SchedulingParts>();

export const partsOf = (runtime: Runtime): SchedulingParts => {
  const known = parts.get(runtime) ?? assemble(runtime);
  parts.set(runtime, known);
  return known;
};
