import type { Part } from '../commitment/parts.js';
import type { Intent } from '../intents/intents.js';
import type { Member, SeriesChangeRequested } from './series.events.js';
import { outcomeOf, type KnownSeries, type Series } from './series.state.js';

/** What a commitment of the series asks of the days, as it was written down: its visits go by their dates. */
export const intentOfSeries = (series: Series, commitmentId: string): Intent | undefined => {
  const outcome = outcomeOf(series, commitmentId);
  if (series.status === 'unknown' || !outcome) return undefined;
  const { facts, changes } = series;
  const change = changes.get(commitmentId)?.facts;
  if (change) return { outcome, ...asksOfChange(series, change) };
  return { outcome, parts: facts.visits.map((visit) => booking(facts, visit)), visits: facts.visits.map(({ date }) => date) };
};

/** Its parts are the visits that it moves, then those that it books, then those that it cancels. */
export const asksOfChange = (
  { facts, visits }: Pick<KnownSeries, 'facts' | 'visits'>,
  { move, book, cancel, reason = 'other', onBehalfOf }: SeriesChangeRequested['data'],
): Pick<Intent, 'parts' | 'visits'> => {
  const parts: readonly Part[] = [
    ...move.map(
      ({ appointmentId, start, with: own, seen }) => ({ kind: 'move', appointmentId, start, with: own ?? facts.with, seen }) as const,
    ),
    ...book.map((visit) => booking(facts, visit)),
    ...cancel.map(({ appointmentId, seen }) => ({ kind: 'cancel', appointmentId, seen, reason, onBehalfOf }) as const),
  ];
  const gone = cancel.map(({ appointmentId }) => visits.get(appointmentId)?.date ?? appointmentId);
  return { parts, visits: [...move.map(({ date }) => date), ...book.map(({ date }) => date), ...gone] };
};

const booking = (
  { seriesId, patientId, siteId, visitTypeId, with: wanted, needs }: KnownSeries['facts'],
  { appointmentId, start, with: own }: Member,
): Part => ({ kind: 'book', appointmentId, seriesId, patientId, siteId, visitTypeId, start, with: own ?? wanted, needs });
