import type { CatalogueState } from '../catalogue/catalogue.state.js';
import { MoveAppointmentHandler } from '../day-schedule/move-appointment/move-appointment.handler.js';
import { LinkedVisitsFinder } from '../linked-visits/linked-visits-finder.js';
import { LinkedVisitsHandler } from '../linked-visits/linked-visits.handler.js';
import type { ProcessInMemory } from './process-in-memory.js';

/** What finds, books and moves linked visits, in a process that knows one catalogue. */
export const linkedInMemory = (known: CatalogueState, process: ProcessInMemory) => {
  const { store, streams, days, desk, commitments, finishing, gaps, finder } = process;
  const catalogue = { fresh: () => Promise.resolve(known) };
  const linked = new LinkedVisitsHandler(streams, catalogue, commitments, finishing, desk, { has: () => false });
  const mover = new MoveAppointmentHandler(store, streams, catalogue, days, desk, commitments, gaps);
  return { linked, mover, find: new LinkedVisitsFinder(catalogue, finder, commitments) };
};
