import { clock, of } from './appointment.examples.js';
import type { AppointmentContinued, ContinuationEnded, Use, VisitsReserved } from './day-schedule.events.js';
import { at, date, there, use } from './day-schedule.examples.js';
import { commitmentId } from './reservation.examples.js';
import type { WantedContinuing } from './reserve-visits/reserve-visits.js';

/** Ann's visit of the evening before, 23:00 to 02:00 in or-3, which has half an hour for its preparation: the other examples' day is beside it. */
export const home = '2026-11-30';
const evening = { from: `${home}T23:00:00Z`, to: clock('02:00') };
export const whole: Use = { ...use('or-3', '00:00', '02:00'), from: `${home}T22:30:00Z` };
const visit = { ...of(), zone: 'Europe/London', ...evening };

/** or-3 is there from midnight until 06:00. */
export const night = there('or-3', 1, [at('00:00', '06:00')]);

export const wantedOver = (changes: Partial<WantedContinuing> = {}): WantedContinuing => ({
  ...{ ...visit, home, gridMinutes: 5, part: 0 },
  phases: [{ name: 'visit', load: 1, anyOf: ['or-3'], from: whole.from, to: whole.to }],
  ...changes,
});
type Parts = Partial<Pick<VisitsReserved['data'], 'coming' | 'leaving' | 'continuing' | 'receding'>>;
export const goingOn: NonNullable<Parts['continuing']> = [{ ...visit, uses: [whole], home }];
export const reservedBeside = (parts: Parts, by = commitmentId): VisitsReserved => ({
  type: 'VisitsReserved',
  data: { commitmentId: by, siteId: 'north', date, coming: [], leaving: [], ...parts, at: clock('07:00') },
});
export const continued = (changes: Partial<AppointmentContinued['data']> = {}): AppointmentContinued => ({
  type: 'AppointmentContinued',
  data: { ...visit, uses: [whole], home, commitmentId, at: clock('07:01'), ...changes },
});
export const endedBeside = (changes: Partial<ContinuationEnded['data']> = {}): ContinuationEnded => ({
  type: 'ContinuationEnded',
  data: { ...of(), home, commitmentId, at: clock('07:01'), ...changes },
});
