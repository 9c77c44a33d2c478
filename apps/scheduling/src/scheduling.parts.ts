import { Listener } from '@liaison/projections';
import type { Runtime } from '@liaison/service-kit';
import { FeedTokens } from './calendar-feed/feed-tokens.js';
import { timersOf } from './appointment-timers/timers.js';
import { Catalogue } from './catalogue/catalogue.js';
import { ClosureSpreading } from './closure/closure-spreading.js';
import { CommitmentFinishing } from './commitment/commitment-finishing.js';
import { Commitments } from './commitment/commitments.js';
import { OverMidnight } from './commitment/over-midnight.js';
import { PartsOnDays } from './commitment/parts-on-days.js';
import { PartsPlanner } from './commitment/parts-planner.js';
import { settlingCommitments } from './commitment/settling-commitments.js';
import { BookAppointmentHandler } from './day-schedule/book-appointment/book-appointment.handler.js';
import { BookingOverMidnight } from './day-schedule/book-appointment/booking-over-midnight.js';
import { AppointmentDesk } from './day-schedule/appointment-desk.js';
import { CarryingOverMidnight } from './day-schedule/carrying-over-midnight.js';
import { DaySchedules } from './day-schedule/day-schedules.js';
import { MoveAppointmentHandler } from './day-schedule/move-appointment/move-appointment.handler.js';
import { FreeTimesFinder } from './free-times/find-free-times.js';
import { IntentFollowing } from './intents/intent-following.js';
import { LinkedGaps } from './linked-visits/linked-gaps.js';
import { LinkedVisitsFinder } from './linked-visits/linked-visits-finder.js';
import { LinkedVisitsHandler } from './linked-visits/linked-visits.handler.js';
import { LiveChanges } from './live/live-changes.js';
import { CancellingForTheDeceased } from './patient/cancelling-for-the-deceased.js';
import { DeceasedPatients } from './patient/deceased-patients.js';
import { AffectedBookings } from './resource/affected-bookings.js';
import { SeriesHandler } from './series/series.handler.js';
import { SeriesVisits } from './series/series-visits.js';
import { SchedulingStreams } from './scheduling.streams.js';

/** What the service is made of behind its doors; one of each per process. */
export type SchedulingParts = ReturnType<typeof assemble>;

const assemble = (runtime: Runtime) => {
  const streams = new SchedulingStreams(runtime);
  const catalogue = new Catalogue(runtime.store);
  const hear = streams.days.hear.bind(streams.days);
  const hearing = new Listener({ store: runtime.store, categories: ['scheduling.daySchedule'], hear });
  const days = new DaySchedules(streams);
  const finder = new FreeTimesFinder(days, () => runtime.clock.now());
  const deceased = new DeceasedPatients(runtime.store);
  const finishing = new CommitmentFinishing(streams, () => runtime.clock.now());
  const carrying = new CarryingOverMidnight(streams, finishing);
  const appointments = new AppointmentDesk(streams, finishing, carrying);
  const cancelling = new CancellingForTheDeceased(runtime, appointments, deceased);
  const planner = new PartsPlanner(catalogue, appointments, deceased, new OverMidnight(days));
  const onDays = new PartsOnDays(streams, days);
  const gaps = new LinkedGaps(streams, appointments, finishing);
  const commitments = new Commitments(runtime.store, streams, planner, onDays, finder, finishing, gaps);
  const desk = new BookAppointmentHandler(
    streams,
    catalogue,
    days,
    finder,
    deceased,
    new BookingOverMidnight(runtime.store, streams, commitments),
  );
  const seriesVisits = new SeriesVisits(catalogue, commitments, appointments, finder);
  const series = new SeriesHandler(streams, catalogue, commitments, finishing, seriesVisits, deceased);
  const linked = new LinkedVisitsHandler(streams, catalogue, commitments, finishing, appointments, deceased);
  const linkedFinder = new LinkedVisitsFinder(catalogue, finder, commitments);
  const following = new IntentFollowing({ series: series.intents, linkedVisits: linked.intents });
  const mover = new MoveAppointmentHandler(runtime.store, streams, catalogue, days, appointments, commitments, gaps);
  const timers = timersOf(runtime, streams);
  const settling = settlingCommitments(runtime, streams, finishing);
  const live = new LiveChanges(runtime);
  const spreading = new ClosureSpreading(streams, catalogue);
  const affected = new AffectedBookings(runtime, streams, catalogue);
  const feedTokens = new FeedTokens(runtime);
  return {
    streams,
    hearing,
    catalogue,
    days,
    finder,
    desk,
    mover,
    appointments,
    carrying,
    commitments,
    finishing,
    settling,
    series,
    seriesVisits,
    linked,
    linkedFinder,
    following,
    timers,
    deceased,
    cancelling,
    live,
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
