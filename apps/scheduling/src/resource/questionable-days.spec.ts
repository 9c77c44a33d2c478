import fc from 'fast-check';
import { daySchedule } from '../day-schedule/day-schedule.decider.js';
import { at, booked, date, there, use } from '../day-schedule/day-schedule.examples.js';
import { affectedOn } from './affected.js';
import { byDay, surelyUnaffected, type KnownUse, type ResourceNow } from './questionable-days.js';

const visitTypeId = 'consultation';
const taken = (from: string, to: string, changes: Partial<KnownUse> = {}): KnownUse => ({
  ...{ siteId: 'north', visitTypeId, phase: 'visit', load: 1, session: null },
  ...at(from, to),
  ...changes,
});
const phase = (name: string) => ({ name, offsetMinutes: 0, durationMinutes: 60, load: 1, anyOf: [] });
const wu: ResourceNow = {
  kind: 'practitioner',
  attributes: { specialties: ['cardiology'] },
  hours: [at('08:00', '16:00')],
  capacity: 2,
  phasesOf: () => [phase('visit')],
};
const asking = (changes: object) => ({ phasesOf: () => [{ ...phase('visit'), requires: { specialties: ['cardiology'] }, ...changes }] });

describe('A day that need not be read', () => {
  it('has all visits within the hours, no more at a time than there is', () => {
    expect(surelyUnaffected([taken('08:00', '10:00'), taken('09:00', '11:00'), taken('10:00', '12:00')], wu)).toBe(true);
    expect(surelyUnaffected([taken('15:00', '16:30')], wu)).toBe(false);
    expect(surelyUnaffected([taken('08:00', '10:00', { load: 2 }), taken('09:00', '11:00')], wu)).toBe(false);
  });

  it('counts the seats of a group session once', () => {
    const seat = taken('08:00', '10:00', { session: 'back-class', load: 2 });
    expect(surelyUnaffected([seat, seat, seat], wu)).toBe(true);
  });

  it('asks for nothing that the resource has not', () => {
    expect(surelyUnaffected([taken('08:00', '10:00')], { ...wu, ...asking({}) })).toBe(true);
    expect(surelyUnaffected([taken('08:00', '10:00')], { ...wu, ...asking({}), attributes: {} })).toBe(false);
  });

  it('is never one where a need of the patient decides what is asked for', () =>
    expect(surelyUnaffected([taken('08:00', '10:00')], { ...wu, ...asking({ onNeed: 'interpreter' }) })).toBe(false));

  it('has no visit that is affected', () => {
    const hour = (n: number) => `${String(n).padStart(2, '0')}:00`;
    const interval = fc.record({ from: fc.integer({ min: 6, max: 18 }), hours: fc.integer({ min: 1, max: 3 }) });
    const uses = fc.array(fc.record({ when: interval, load: fc.integer({ min: 1, max: 3 }) }), { maxLength: 6 });
    const resource = fc.record({
      from: fc.integer({ min: 5, max: 9 }),
      to: fc.integer({ min: 14, max: 22 }),
      capacity: fc.integer({ min: 1, max: 6 }),
    });
    let unaffected = 0;
    fc.assert(
      fc.property(uses, resource, (all, { from, to, capacity }) => {
        const ofVisits = all.map(({ when, load }) => use('dr-wu', hour(when.from), hour(when.from + when.hours), { load }));
        const events = ofVisits.map((of, n) => booked(`visit-${n}`, `patient-${n}`, [of]));
        const day = [there('dr-wu', 100), ...events].reduce(daySchedule.evolve, daySchedule.initial);
        const now = { hours: [at(hour(from), hour(to))], capacity };
        const known = ofVisits.map((of) => ({ ...of, siteId: 'north', visitTypeId, session: null }));
        if (!surelyUnaffected(known, { ...wu, ...now })) return;
        unaffected += 1;
        expect(affectedOn(day, { resourceId: 'dr-wu', ...now, serves: () => true }, `${date}T00:00:00Z`)).toEqual([]);
      }),
    );
    expect(unaffected).toBeGreaterThan(0);
  });
});

it('Uses are put together by site and date', () => {
  const [one, other] = [
    { siteId: 'north', date },
    { siteId: 'south', date },
  ];
  expect(byDay([one, other, one])).toEqual([
    { ...one, uses: [one, one] },
    { ...other, uses: [other] },
  ]);
});
