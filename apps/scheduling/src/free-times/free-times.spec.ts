import { minutesBetween, onTheWall, wallTime, type DayOfWeek, type Interval } from '@liaison/kernel';
import { daySchedule } from '../day-schedule/day-schedule.decider.js';
import { at, booked, closed, date, there, use } from '../day-schedule/day-schedule.examples.js';
import type { DayScheduleEvent } from '../day-schedule/day-schedule.events.js';
import { withPlannedHours } from '../day-schedule/hours-due/hours-due.js';
import { plannedHours } from '../resource/planned-hours.js';
import { freeTimes, nearest, type WantedTimes } from './free-times.js';

const visitType = {
  departmentId: 'surgery',
  durationMinutes: 60,
  phases: [
    { name: 'surgeon', offsetMinutes: 0, durationMinutes: 60, load: 1, anyOf: ['dr-li'] },
    { name: 'theatre', offsetMinutes: -30, durationMinutes: 120, load: 1, anyOf: ['or-3', 'or-5'] },
  ],
};
const wanted: WantedTimes = { visitType, gridMinutes: 30, zone: 'Europe/London', date };
const long = '2026-01-01T00:00:00Z';
const find = (events: readonly DayScheduleEvent[], changes: Partial<WantedTimes> = {}, now = long, limit = 100) =>
  freeTimes(events.reduce(daySchedule.evolve, daySchedule.initial), { ...wanted, ...changes }, now, limit);
const starts = (offers: readonly Interval[]) => offers.map(({ from }) => from.slice(11, 16));

describe('Free times', () => {
  const all = [there('dr-li', 1, [at('08:00', '12:00')]), there('or-3', 1, [at('08:00', '12:00')])];

  it('are those at which every phase finds its resource, in order', () =>
    expect(starts(find(all))).toEqual(['08:30', '09:00', '09:30', '10:00', '10:30']));
  it('say what each would use', () =>
    expect(find(all, {}, long, 1)).toEqual([
      {
        ...at('08:30', '09:30'),
        uses: [use('dr-li', '08:30', '09:30', { phase: 'surgeon' }), use('or-3', '08:00', '10:00', { phase: 'theatre' })],
      },
    ]));
  it('are no more than asked for', () => expect(starts(find(all, {}, long, 2))).toEqual(['08:30', '09:00']));
  it('lie ahead, preparation included', () =>
    expect(starts(find(all, {}, `${date}T08:15:00Z`))).toEqual(['09:00', '09:30', '10:00', '10:30']));
  it('keep the distance of the grid of the department', () => expect(starts(find(all, { gridMinutes: 60 }))).toEqual(['09:00', '10:00']));
  it('leave out what others have booked', () =>
    expect(starts(find([...all, booked('first', 'ann', [use('dr-li', '09:00', '10:00')])]))).toEqual(['10:00', '10:30']));
  it('leave out where the patient is elsewhere', () => {
    const events = [...all, there('mri-1'), booked('first', 'ann', [use('mri-1', '09:00', '10:00')])];
    expect(starts(find(events, { patientId: 'ann' }))).toEqual(['10:00', '10:30']);
    expect(starts(find(events, { patientId: 'bob' }))).toHaveLength(5);
    expect(starts(find(events))).toHaveLength(5);
  });
  it('leave out what is closed', () =>
    expect(starts(find([...all, closed('drill', '08:00', '10:00', { departmentId: 'surgery' })]))).toEqual(['10:30']));
  it('are with whom somebody asks for, in the phases that can have them', () => {
    const events = [...all, there('or-5', 1, [at('10:00', '12:00')])];
    expect(starts(find(events, { with: ['or-5'] }))).toEqual(['10:30']);
    expect(find(events, { with: ['or-5'] })[0]?.uses.map(({ resourceId }) => resourceId)).toEqual(['dr-li', 'or-5']);
  });
  it('are none on a day without hours', () => expect(find([])).toEqual([]));
});

describe('The nearest free times', () => {
  const offers = [at('08:00', '09:00'), at('09:00', '10:00'), at('11:00', '12:00'), at('15:00', '16:00')];
  it('come first, the earlier of two that are equally near', () =>
    expect(starts(nearest(at('10:00', '11:00').from, offers, 3))).toEqual(['09:00', '11:00', '08:00']));
  it('are as many as there are', () => expect(nearest(at('10:00', '11:00').from, offers.slice(0, 2), 3)).toHaveLength(2));
});

describe('Free times where the clocks change', () => {
  const everyDay: readonly DayOfWeek[] = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'];
  const night = [{ daysOfWeek: everyDay, availableStartTime: '00:00', availableEndTime: '06:00' }];
  const office = [{ daysOfWeek: everyDay, availableStartTime: '08:00', availableEndTime: '10:00' }];
  const scan = {
    departmentId: 'imaging',
    durationMinutes: 30,
    phases: [{ name: 'scan', offsetMinutes: 0, durationMinutes: 30, load: 1, anyOf: ['mri-1'] }],
  };
  const offered = (hours: typeof night, zone: string, day: string, gridMinutes = 30) => {
    const plan = { resourceId: 'mri-1', hours: plannedHours(hours, day, zone), capacity: 1 };
    const state = withPlannedHours(daySchedule.initial, [plan]);
    return freeTimes(state, { visitType: scan, gridMinutes, zone, date: day }, long, 1_000);
  };
  const onTheWallOf = (zone: string) => (offer: Interval) => onTheWall(offer.from, zone).slice(11, 16);

  it.each([
    ['America/New_York', '2027-03-14', 10],
    ['America/New_York', '2026-11-01', 14],
    ['Europe/Berlin', '2027-03-28', 10],
    ['Europe/Berlin', '2026-10-25', 14],
    ['Europe/Berlin', '2026-10-24', 12],
    ['Australia/Lord_Howe', '2026-10-04', 11],
    ['Australia/Lord_Howe', '2027-04-04', 13],
    ['Pacific/Tongatapu', '2026-12-01', 12],
    ['Pacific/Apia', '2026-12-01', 12],
  ])('in %s, the night of %s has %d half hours', (zone, day, count) => expect(offered(night, zone, day)).toHaveLength(count));

  it.each([
    ['America/New_York', '2027-03-14'],
    ['Europe/Berlin', '2027-03-28'],
  ])('in %s, nothing on %s begins at a time that the clock leaves out', (zone, day) =>
    expect(offered(night, zone, day).map(onTheWallOf(zone))).toEqual([
      ...['00:00', '00:30', '01:00', '01:30'],
      ...['03:00', '03:30', '04:00', '04:30', '05:00', '05:30'],
    ]),
  );
  it('in New York, the hour that comes twice can be booked twice', () =>
    expect(offered(night, 'America/New_York', '2026-11-01').map(onTheWallOf('America/New_York')).slice(0, 8)).toEqual([
      ...['00:00', '00:30', '01:00', '01:30'],
      ...['01:00', '01:30', '02:00', '02:30'],
    ]));
  it('in Berlin, the hour that comes twice can be booked twice', () =>
    expect(offered(night, 'Europe/Berlin', '2026-10-25').map(onTheWallOf('Europe/Berlin')).slice(2, 8)).toEqual([
      ...['01:00', '01:30', '02:00', '02:30'],
      ...['02:00', '02:30'],
    ]));
  it.each([
    ['America/New_York', ['2027-03-13', '2027-03-14', '2027-03-15']],
    ['America/New_York', ['2026-10-31', '2026-11-01', '2026-11-02']],
    ['Europe/Berlin', ['2027-03-27', '2027-03-28', '2027-03-29']],
    ['Europe/Berlin', ['2026-10-24', '2026-10-25', '2026-10-26']],
    ['Australia/Lord_Howe', ['2026-10-03', '2026-10-04', '2026-10-05']],
    ['Australia/Lord_Howe', ['2027-04-03', '2027-04-04', '2027-04-05']],
    ['Pacific/Tongatapu', ['2026-12-01', '2026-12-02', '2026-12-03']],
  ])('in %s, office hours offer the same times of the wall clock on %j', (zone, days) =>
    days.forEach((day) => {
      const offers = offered(office, zone, day);
      expect(offers.map(onTheWallOf(zone))).toEqual(['08:00', '08:30', '09:00', '09:30']);
      expect(offers[0]?.from).toBe(wallTime(day, '08:00', zone));
      expect(offers.map(({ from, to }) => minutesBetween(from, to))).toEqual([30, 30, 30, 30]);
    }),
  );
  it('keeps a grid of hours on the wall on the day when the clocks change', () => {
    expect(offered(night, 'America/New_York', '2027-03-14', 120).map(onTheWallOf('America/New_York'))).toEqual(['00:00', '04:00']);
    expect(offered(night, 'America/New_York', '2026-11-01', 120).map(onTheWallOf('America/New_York'))).toEqual(['00:00', '02:00', '04:00']);
  });
  it('does not move what is booked when another day has another offset', () => {
    const offers = offered(office, 'America/New_York', '2026-11-01');
    const [first] = offers;
    if (!first) throw new Error('office hours offer something');
    const facts = { date: '2026-11-01', zone: 'America/New_York', departmentId: 'imaging', from: first.from, to: first.to };
    const granted = there('mri-1', 1, [...plannedHours(office, '2026-11-01', 'America/New_York')]);
    const event = booked('first', 'ann', first.uses, facts);
    const day = [granted, event].reduce(daySchedule.evolve, daySchedule.initial);
    const left = freeTimes(day, { visitType: scan, gridMinutes: 30, zone: 'America/New_York', date: '2026-11-01' }, long, 100);
    expect(left.map(({ from }) => from)).toEqual(offers.slice(1).map(({ from }) => from));
    expect(onTheWall(first.from, 'America/New_York')).toBe('2026-11-01T08:00:00-05:00');
  });
});
