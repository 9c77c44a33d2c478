import { given } from '@liaison/testing';
import { booking } from '../booking.decider.js';

const facts = { appointmentId: '0192a5c0-0000-7000-8000-000000000001', siteId: 'north', date: '2026-12-01' };
const requested = { type: 'BookingRequested', data: facts } as const;

describe('An appointment id', () => {
  it('belongs to the site and day that it was first asked for', () =>
    given(booking).when({ type: 'RequestBooking', data: facts }).then(requested));
  it('may be asked for there again', () => given(booking, requested).when({ type: 'RequestBooking', data: facts }).thenNothing());
  it.each([{ date: '2026-12-02' }, { siteId: 'south' }])('belongs nowhere else: %j', (other) =>
    given(booking, requested)
      .when({ type: 'RequestBooking', data: { ...facts, ...other } })
      .thenRefused({ code: 'appointment-id-used', ...facts }),
  );
});
