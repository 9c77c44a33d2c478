import type { Member, SeriesChangeRequested, SeriesEvent, SeriesRequested } from './series.events.js';

const id = (n: number) => `0192a5c0-0000-7000-8000-${String(n).padStart(12, '0')}`;
/** A visit at 09:00 in Greenwich. */
export const member = (n: number, date: string, more: Partial<Member> = {}): Member => ({
  appointmentId: id(n),
  date,
  start: `${date}T09:00:00Z`,
  ...more,
});
export const [seriesId, commitmentId, otherCommitment, patientId] = [id(90), id(91), id(92), id(93)] as const;
export const of = { seriesId, commitmentId };
export const at = '2026-11-24T12:00:00Z';

/** Three Tuesdays. */
export const tuesdays = ['2026-12-01', '2026-12-08', '2026-12-15'].map((date, n) => member(n + 1, date));
export const wish: SeriesRequested['data'] = {
  ...{ ...of, patientId, siteId: 'north', visitTypeId: 'physio', zone: 'Etc/UTC', with: ['dr-li'], needs: [], at },
  pattern: { rule: 'FREQ=WEEKLY;COUNT=3', startDate: '2026-12-01', startTime: '09:00' },
  visits: tuesdays,
};
export const requested: SeriesEvent = { type: 'SeriesRequested', data: wish };
export const booked: SeriesEvent = { type: 'SeriesBooked', data: { ...of, at } };
export const abandoned: SeriesEvent = { type: 'SeriesAbandoned', data: { ...of, at } };

export const change = (more: Partial<SeriesChangeRequested['data']> = {}): SeriesChangeRequested['data'] => ({
  ...{ seriesId, commitmentId: otherCommitment, scope: 'all', move: [], book: [], cancel: [], at },
  ...more,
});
