import { clock } from '../day-schedule/appointment.examples.js';
import { at } from '../day-schedule/day-schedule.examples.js';
import type { DefinedBlock } from '../block/block.state.js';
import { blockUtilisation, type UseOfBlock } from './block-utilisation.js';
import { utilisationOf } from './utilisation.js';

const planned = (from: string, to: string, changes: Partial<UseOfBlock> = {}): UseOfBlock => ({
  ...{
    appointmentId: 'a',
    resourceId: 'or-3',
    phase: 'theatre',
    load: 1,
    session: null,
    status: 'booked',
    startedAt: null,
    finishedAt: null,
  },
  ...{
    wholeFrom: clock(from),
    wholeTo: clock(to),
    from: clock(from),
    to: clock(to),
    start: clock(from),
    end: clock(to),
    date: '2026-12-01',
    departmentId: 'surgery',
  },
  ...changes,
});
const began = (from: string, to: string) => ({ status: 'fulfilled', startedAt: clock(from), finishedAt: clock(to) }) as const;
const day = { hours: [at('08:00', '10:00')], capacity: 1 };

describe('The utilisation of a resource', () => {
  it('counts what is planned while it lies ahead', () =>
    expect(utilisationOf(day, [planned('08:00', '09:00')], clock('07:00'))).toEqual({
      ...{ staffedMinutes: 120, plannedMinutes: 60, usedMinutes: 0 },
      ...{ occupiedMinutes: 60, idleMinutes: 60, overtimeMinutes: 0 },
    }));
  it('counts what was when it is over, with its overtime', () =>
    expect(utilisationOf(day, [planned('09:00', '10:00', began('09:15', '10:30'))], clock('12:00'))).toEqual({
      ...{ staffedMinutes: 120, plannedMinutes: 60, usedMinutes: 75 },
      ...{ occupiedMinutes: 45, idleMinutes: 75, overtimeMinutes: 30 },
    }));
  it('counts as idle what was booked and never began, and what was cancelled or missed', () =>
    (['booked', 'noshow', 'cancelled', 'pending'] as const).forEach((status) =>
      expect(utilisationOf(day, [planned('08:00', '09:00', { status })], clock('12:00'))).toMatchObject({
        ...{ plannedMinutes: status === 'booked' ? 60 : 0, usedMinutes: 0, idleMinutes: 120 },
      }),
    ));
  it('counts a group session once, for as long as any of its seats takes it', () => {
    const seat = (appointmentId: string, changes: Partial<UseOfBlock> = {}) =>
      planned('08:00', '09:00', { appointmentId, session: 'class@08:00#1', ...changes });
    const seats = [seat('a', began('08:00', '09:00')), seat('b', began('08:05', '09:10'))];
    expect(utilisationOf(day, seats, clock('12:00'))).toMatchObject({ plannedMinutes: 60, usedMinutes: 70, idleMinutes: 50 });
  });
  it('weighs a share of a larger capacity', () =>
    expect(utilisationOf({ ...day, capacity: 4 }, [planned('08:00', '09:00', { load: 3 })], clock('07:00'))).toMatchObject({
      ...{ staffedMinutes: 480, plannedMinutes: 180, idleMinutes: 300 },
    }));
});

describe('The utilisation of a block', () => {
  const block: DefinedBlock = {
    ...{ status: 'defined', siteId: 'north', blockId: 'tuesdays', resourceId: 'or-3', holders: ['dr-li'] },
    ...{ rule: 'FREQ=WEEKLY;BYDAY=TU', startDate: '2026-12-01', startTime: '08:00', endTime: '12:00', releaseDays: 3 },
  };
  const visit = (appointmentId: string, surgeon: string, from: string, to: string) =>
    ['or-3', surgeon].map((resourceId) => planned(from, to, { appointmentId, resourceId }));
  const measured = (uses: readonly UseOfBlock[], now: string, more: Partial<DefinedBlock> = {}) =>
    blockUtilisation({ ...block, ...more }, uses, { from: '2026-12-01', to: '2026-12-07', zone: 'Europe/London', now });

  it('is what those use for whom it is kept, and what they left when it was released', () => {
    const uses = [...visit('a', 'dr-li', '07:30', '09:00'), ...visit('b', 'dr-wu', '10:00', '11:00')];
    expect(measured(uses, '2026-11-28T00:00:00Z')).toEqual({
      ...{ keptMinutes: 240, usedMinutes: 60, releasedMinutes: 180, usedByOthersMinutes: 60 },
    });
    expect(measured(uses, '2026-11-27T23:59:59Z')).toMatchObject({ usedMinutes: 60, releasedMinutes: 0 });
  });
  it('is also that of a department', () =>
    expect(measured(visit('b', 'dr-wu', '10:00', '11:00'), clock('07:00'), { holders: [], departmentId: 'surgery' })).toMatchObject({
      usedMinutes: 60,
      usedByOthersMinutes: 0,
    }));
  it('counts nothing where its rule does not fall', () =>
    expect(measured([], clock('07:00'), { rule: 'FREQ=WEEKLY;BYDAY=TU;INTERVAL=2', startDate: '2026-11-24' })).toMatchObject({
      keptMinutes: 0,
    }));
});
