import { localDateOf } from '@liaison/kernel';
import { z } from 'zod';
import { importedSite } from '../../import/definitions.js';
import { itemIdOf } from '../../import/ids.js';
import type { PlannedVisit } from '../../import/plan.js';
import type { Outcome } from '../../import/tally.js';
import type { Context } from '../context.js';
import type { LiaisonApi } from '../liaison-api.js';
import { bodyOf, codesOf, failureOf } from '../problem.js';
import { importPath } from './window.js';

/** How often a free time may be taken by somebody else between finding and booking it. */
const attempts = 5;

const FreeTimes = z.object({ freeTimes: z.array(z.object({ start: z.string() })) });

/**
 * Books in source order, one after another, and records what became of each. What is recorded is done; what is booked and not
 * recorded, because a run ended in between, is recorded. So however often it is stopped, it ends in one state.
 */
export const bookAll = async (
  api: LiaisonApi,
  visits: readonly PlannedVisit[],
  recorded: ReadonlyMap<string, Outcome>,
  { screen, now }: Pick<Context, 'screen' | 'now'>,
): Promise<ReadonlyMap<string, Outcome>> => {
  const outcomes = new Map<string, Outcome>();
  const refusals = () => [...outcomes.values()].filter(({ outcome }) => outcome === 'refused').length;
  const progress = screen.progress('Booking', visits.length);
  for (const visit of visits) {
    const itemId = itemIdOf(visit.encounterId);
    outcomes.set(visit.encounterId, recorded.get(itemId) ?? (await bookAndRecord(api, itemId, visit, now)));
    progress.at(outcomes.size, `(${outcomes.size - refusals()} booked, ${refusals()} refused)`);
  }
  progress.end();
  return outcomes;
};

const bookAndRecord = async (api: LiaisonApi, itemId: string, visit: PlannedVisit, now: () => string): Promise<Outcome> => {
  const outcome = (await isBooked(api, visit)) ? ({ outcome: 'booked' } as const) : await book(api, visit, now);
  const { appointmentId } = visit;
  const path = `${importPath}/items/${itemId}`;
  const reply = await api.put(path, { body: outcome.outcome === 'booked' ? { ...outcome, appointmentId } : outcome });
  if (reply.status >= 300) throw failureOf(reply, `PUT ${path}`);
  return outcome;
};

const appointmentPath = ({ appointmentId }: PlannedVisit): string => `/scheduling/appointments/${appointmentId}`;

const isBooked = async (api: LiaisonApi, visit: PlannedVisit): Promise<boolean> => {
  const reply = await api.get(appointmentPath(visit));
  if (reply.status !== 200 && reply.status !== 404) throw failureOf(reply, `GET ${appointmentPath(visit)}`);
  return reply.status === 200;
};

/** As a clerk does: find the first free time of the day with this practitioner, and take it. */
const book = async (api: LiaisonApi, visit: PlannedVisit, now: () => string): Promise<Outcome> => {
  const { visitTypeId, patientId, practitionerId, date } = visit;
  let codes: readonly string[] = [];
  for (let attempt = 0; attempt < attempts; attempt++) {
    const start = await firstFreeTime(api, visit);
    if (start === undefined) return refused([date < localDateOf(now(), importedSite.zone) ? 'in-the-past' : 'no-free-time']);
    const { siteId } = importedSite;
    const reply = await api.put(appointmentPath(visit), { body: { siteId, visitTypeId, patientId, start, with: [practitionerId] } });
    if (reply.status < 300) return { outcome: 'booked' };
    if (reply.status !== 409) throw failureOf(reply, `PUT ${appointmentPath(visit)}`);
    codes = codesOf(reply);
  }
  return refused(codes);
};

const firstFreeTime = async (
  api: LiaisonApi,
  { visitTypeId, patientId, practitionerId, date }: PlannedVisit,
): Promise<string | undefined> => {
  const query = new URLSearchParams({ visitTypeId, from: date, to: date, with: practitionerId, patientId, limit: '1' });
  const reply = await api.get(`/scheduling/sites/${importedSite.siteId}/free-times?${query.toString()}`);
  return bodyOf(reply, FreeTimes, 'The request for free times').freeTimes[0]?.start;
};

const refused = (codes: readonly string[]): Outcome => ({ outcome: 'refused', codes });
