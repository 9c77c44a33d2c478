import { TooMuchContention } from '@liaison/event-store';
import type { CommitmentFinishing } from '../commitment/commitment-finishing.js';
import type { SchedulingStreams } from '../scheduling.streams.js';
import { AppointmentDesk } from './appointment-desk.js';
import type { CarryingOverMidnight } from './carrying-over-midnight.js';
import { clock, planned } from './appointment.examples.js';
import { daySchedule } from './day-schedule.decider.js';

const day = planned.reduce(daySchedule.evolve, daySchedule.initial);
const asked = { commandId: 'command', by: 'desk', at: clock('08:00'), fingerprint: 'f' };
type AsksAgain = (refusals: readonly { readonly code: string }[]) => boolean;

/** An appointment that is gone to another day whenever somebody has found where it is, so many times. */
const awayFor = (times: number) => {
  const seen = { looks: 0, decided: 0, remembered: 0 };
  const streams = {
    bookings: {
      load: () => Promise.resolve({ state: { status: 'requested', siteId: 'north', date: `2026-12-${(seen.looks++ % 28) + 1}` } }),
    },
    days: {
      load: () => Promise.resolve({ state: day, revision: 1 }),
      handle: (_: string, __: unknown, ___: unknown, { asksAgain }: { readonly asksAgain: AsksAgain }) => {
        if (seen.decided++ >= times) return Promise.resolve({ accepted: true, repeated: false, events: [] });
        const refusals = [{ code: 'moved-away' }];
        if (!asksAgain(refusals)) seen.remembered++;
        return Promise.resolve({ accepted: false, repeated: false, refusals });
      },
    },
  };
  const desk = new AppointmentDesk(streams as unknown as SchedulingStreams, {} as CommitmentFinishing, {} as CarryingOverMidnight);
  const confirm = () => desk.act('first', asked, (of) => ({ type: 'ConfirmAppointment', data: of }));
  return { confirm, seen };
};

describe('A step of an appointment that is moved again and again while somebody asks for it', () => {
  it('is taken where it comes to rest, however often somebody has had to look', async () => {
    const { confirm, seen } = awayFor(49);
    expect(await confirm()).toMatchObject({ accepted: true });
    expect([seen.looks, seen.remembered]).toEqual([50, 0]);
  });
  it('is given up after 50 looks; nothing is remembered, so that the same request may come again', async () => {
    const { confirm, seen } = awayFor(Number.POSITIVE_INFINITY);
    await expect(confirm()).rejects.toThrow(new TooMuchContention('scheduling.booking-first', 50));
    expect(seen).toEqual({ looks: 50, decided: 50, remembered: 0 });
    const fault = await confirm().catch((each: unknown) => each);
    expect(fault).toBeInstanceOf(TooMuchContention);
  });
});
