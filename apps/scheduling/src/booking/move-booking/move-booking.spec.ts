import { given } from '@liaison/testing';
import { booking } from '../booking.decider.js';
import type { BookingEvent } from '../booking.events.js';

const appointmentId = '0192a5c0-0000-7000-8000-000000000001';
const [first, second] = ['0192a5c0-0000-7000-8000-00000000000a', '0192a5c0-0000-7000-8000-00000000000b'];
const requested: BookingEvent = { type: 'BookingRequested', data: { appointmentId, siteId: 'north', date: '2026-12-01' } };
const moved = (date: string, commitmentId: string) =>
  ({ type: 'BookingMoved', data: { appointmentId, siteId: 'north', date, commitmentId } }) as const;
const move = (date: string, commitmentId: string) => ({ ...moved(date, commitmentId), type: 'MoveBooking' }) as const;

describe('An appointment id whose appointment is moved', () => {
  it('belongs to the other day', () => {
    given(booking, requested).when(move('2026-12-02', first)).then(moved('2026-12-02', first));
    given(booking, requested, moved('2026-12-02', first))
      .when({ ...requested, type: 'RequestBooking' })
      .thenRefused({ code: 'appointment-id-used', appointmentId, siteId: 'north', date: '2026-12-02' });
  });
  it('is moved once by each commitment, also when a part of one comes late', () =>
    given(booking, requested, moved('2026-12-02', first), moved('2026-12-01', second)).when(move('2026-12-02', first)).thenNothing());
  it('remembers where it was', () => {
    const state = [requested, moved('2026-12-02', first), moved('2026-12-01', second)].reduce(booking.evolve, booking.initial);
    expect(state).toMatchObject({ date: '2026-12-01', before: [{ date: '2026-12-01' }, { date: '2026-12-02' }] });
  });
  it('has to be known', () => given(booking).when(move('2026-12-02', first)).thenRefused({ code: 'appointment-unknown', appointmentId }));
});
