import { evolve, type DaySchedule } from '../day-schedule/day-schedule.state.js';
import { freeTimes, type Offer, type WantedTimes } from './free-times.js';

/**
 * The first visits of a day that could be booked one after another, in order. Free times may share what they take: a single gap of
 * half an hour has two starts for a visit of twenty minutes on a grid of ten, and room for one.
 */
export const successive = (before: DaySchedule, wanted: WantedTimes, clock: string, count: number): readonly Offer[] => {
  const offers: Offer[] = [];
  let day = before;
  while (offers.length < count) {
    const last = offers.at(-1)?.from ?? '';
    const [offer] = freeTimes(day, { ...wanted, isWanted: (start) => start >= last && wanted.isWanted?.(start) !== false }, clock, 1);
    if (!offer) break;
    offers.push(offer);
    day = evolve(day, { type: 'AppointmentBooked', data: { ...imagined(offers.length, wanted), ...offer } });
  }
  return offers;
};

/** Somebody's who is on no list. */
const imagined = (n: number, { visitType: { departmentId }, date, zone }: WantedTimes) => ({
  ...{ appointmentId: `imagined ${n}`, patientId: `imagined ${n}`, siteId: '', departmentId, visitTypeId: '', date, zone },
});
