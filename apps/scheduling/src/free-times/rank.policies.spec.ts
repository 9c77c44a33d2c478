import { localDay } from '@liaison/kernel';
import { daySchedule } from '../day-schedule/day-schedule.decider.js';
import { at, booked, date, there, use } from '../day-schedule/day-schedule.examples.js';
import { compared, pageOf, type Found } from './pages.js';
import { ranked, type RankedBy } from './rank.policies.js';

const day = [
  there('dr-li', 1, [at('08:00', '12:00')]),
  there('or-3', 1, [at('08:00', '16:00')]),
  booked('first', 'ann', [use('dr-li', '09:00', '10:00')]),
].reduce(daySchedule.evolve, daySchedule.initial);
const phase = { name: 'visit', offsetMinutes: 0, durationMinutes: 60, load: 1, anyOf: ['dr-li', 'dr-wu'] };
const by: RankedBy = {
  ...{ day, calendar: localDay(date, 'Europe/London'), date, weekday: 'tue', today: date, phases: [phase], demand: () => 1 },
  ...{ seen: new Map(), prefers: { dayParts: [], days: [], resourceIds: [] } },
};
const offer = (from: string, to: string, resourceId = 'dr-li') => ({ ...at(from, to), uses: [use(resourceId, from, to)] });
const reasonsOf = (of: ReturnType<typeof offer>, changes: Partial<RankedBy> = {}) => ranked(of, { ...by, ...changes }).reasons;
const scoreOf = (of: ReturnType<typeof offer>, changes: Partial<RankedBy> = {}) => ranked(of, { ...by, ...changes }).score;

describe('The rank of a free time', () => {
  it('is higher beside other visits, or at the end of the hours', () => {
    expect(reasonsOf(offer('08:00', '09:00'))).toContainEqual({ code: 'fills-gap', points: 20, touching: 2, of: 2 });
    expect(reasonsOf(offer('10:00', '11:00'))).toContainEqual({ code: 'fills-gap', points: 10, touching: 1, of: 2 });
    expect(scoreOf(offer('10:00', '11:00'))).toBeGreaterThan(scoreOf(offer('10:30', '11:30')));
  });
  it('is lower when it leaves a rest that is too short', () => {
    expect(reasonsOf(offer('10:15', '11:15'))).toContainEqual({ code: 'leaves-sliver', points: -10, minutes: 15 });
    expect(reasonsOf(offer('10:00', '11:00')).map(({ code }) => code)).not.toContain('leaves-sliver');
  });
  it('is lower when it takes what many need, and another could serve', () => {
    const demand = (resourceId: string) => (resourceId === 'dr-li' ? 4 : 1);
    expect(reasonsOf(offer('10:00', '11:00'), { demand })).toContainEqual({ code: 'spares-scarce', points: -15, demand: 4, least: 1 });
    const alone = { demand, phases: [{ ...phase, anyOf: ['dr-li'] }] };
    expect(reasonsOf(offer('10:00', '11:00'), alone).map(({ code }) => code)).not.toContain('spares-scarce');
  });
  it('is higher with whom the patient knows', () =>
    expect(reasonsOf(offer('10:00', '11:00'), { seen: new Map([['dr-li', '2026-11-03']]) })).toContainEqual({
      ...{ code: 'same-practitioner', points: 25, resourceId: 'dr-li', last: '2026-11-03' },
    }));
  it('counts each preference that is met', () => {
    const prefers = { dayParts: ['morning' as const], days: ['wed' as const], resourceIds: ['dr-li'] };
    expect(reasonsOf(offer('10:00', '11:00'), { prefers })).toContainEqual({ code: 'preferred', points: 30, met: 2, of: 3 });
  });
  it('is lower the longer the patient waits', () =>
    expect(reasonsOf(offer('10:00', '11:00'), { today: '2026-11-24' })).toContainEqual({ code: 'days-ahead', points: -7, days: 7 }));
  it('is the sum of its reasons', () => {
    const { score, reasons } = ranked(offer('10:15', '11:15'), { ...by, today: '2026-11-24' });
    expect(score).toBe(reasons.reduce((sum, { points }) => sum + points, 0));
  });
});

describe('Pages of a search', () => {
  const found = ['08:00', '09:00', '10:00', '11:00'].map((from, n): Found => ({
    ...{ ...offer(from, '12:00'), visitTypeId: 'hip', score: [3, 9, 3, 5][n] ?? 0 },
    reasons: [{ code: 'distance', points: 0, minutes: [90, 30, 30, 60][n] ?? 0 }],
  }));
  const starts = (offers: readonly Found[]) => offers.map(({ from }) => from.slice(11, 13));

  it('are in the order that was asked for', () => {
    const order = (by: 'soonest' | 'best' | 'nearest') => starts(pageOf(found, { order: by, after: undefined, limit: 10 }).page);
    expect([order('soonest'), order('best'), order('nearest')]).toEqual([
      ['08', '09', '10', '11'],
      ['09', '11', '08', '10'],
      ['09', '10', '11', '08'],
    ]);
  });
  it('go on where the one before ended', () => {
    const first = pageOf(found, { order: 'best', after: undefined, limit: 2 });
    const second = pageOf(found, { order: 'best', after: [-5, `${date}T11:00:00Z`, 'hip'], limit: 2 });
    expect([starts(first.page), first.more, starts(second.page), second.more]).toEqual([['09', '11'], true, ['08', '10'], false]);
  });
  it('compare numbers as numbers', () => expect(compared([-10, 'a'], [-9, 'a'])).toBe(-1));
});
