import { accepted, type Decision } from '@liaison/kernel';
import type { ReservationEnded } from '../day-schedule.events.js';
import { nowOn, type DaySchedule } from '../day-schedule.state.js';

/** The commitment is abandoned. */
export type ReleaseReservation = {
  readonly type: 'ReleaseReservation';
  readonly data: Pick<ReservationEnded['data'], 'commitmentId' | 'siteId' | 'date'> & { readonly now: string };
};

/** Also where nothing is reserved: a reservation that arrives after this must find it. */
export const releaseReservation = ({ data }: ReleaseReservation, day: DaySchedule): Decision<ReservationEnded, never> => {
  const { now, ...of } = data;
  if (day.ended.has(of.commitmentId)) return accepted();
  return accepted({ type: 'ReservationEnded', data: { ...of, outcome: 'released', at: nowOn(day, now) } });
};
