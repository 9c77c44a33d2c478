import { addMinutes, localDateOf, onTheWall } from '@liaison/kernel';
import { randomUUID } from 'node:crypto';
import { schedulingOverHttp, type SchedulingOverHttp } from './testing/scheduling-over-http.js';

/** A day on which the clocks change, or of a zone far ahead of UTC: hours through the night, and how many of them there are. */
const places = [
  { zone: 'America/New_York', date: '2027-03-14', hours: 5 },
  { zone: 'America/New_York', date: '2026-11-01', hours: 7 },
  { zone: 'Europe/Berlin', date: '2027-03-28', hours: 5 },
  { zone: 'Europe/Berlin', date: '2026-10-25', hours: 7 },
  { zone: 'Australia/Lord_Howe', date: '2026-10-04', hours: 5.5 },
  { zone: 'Australia/Lord_Howe', date: '2027-04-04', hours: 6.5 },
  { zone: 'Pacific/Tongatapu', date: '2026-12-01', hours: 6 },
] as const;

describe('A night from midnight to six, found, booked, shown on the board and run out', () => {
  let scheduling: SchedulingOverHttp;
  beforeAll(async () => {
    scheduling = await schedulingOverHttp('2026-10-01T00:00:00Z');
  }, 60_000);
  afterAll(() => scheduling?.stop());

  const define = async (siteId: string, zone: string) => {
    const { put } = scheduling;
    await put(`/sites/${siteId}`, { name: siteId, zone });
    await put(`/sites/${siteId}/departments/night`, { name: 'Night', gridMinutes: 30 });
    await put(`/resources/${siteId}-bed`, { kind: 'room', name: 'Bed', capacity: 1 });
    const daysOfWeek = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'];
    await put(`/sites/${siteId}/resources/${siteId}-bed/hours`, {
      availableTime: [{ daysOfWeek, availableStartTime: '00:00', availableEndTime: '06:00' }],
    });
    await put(`/sites/${siteId}/visit-types/watch`, {
      ...{ name: 'Watch', departmentId: 'night', durationMinutes: 30 },
      phases: [{ name: 'bed', offsetMinutes: 0, durationMinutes: 30, anyOf: [`${siteId}-bed`] }],
    });
  };

  it.each(places)('in $zone on $date, $hours hours long', async ({ zone, date, hours }) => {
    const siteId = `s${randomUUID().slice(0, 8)}`;
    await define(siteId, zone);
    const search = new URLSearchParams({ visitTypeId: 'watch', from: date, to: date, limit: '100' });
    const found = await scheduling.get(`/sites/${siteId}/free-times?${search.toString()}`);
    const starts = (found.body.freeTimes as { start: string; local: string }[]).map(({ start }) => start);
    expect(starts).toHaveLength(2 * hours);
    expect(starts).toEqual(starts.toSorted());
    expect(found.body.freeTimes.map(({ local }: { local: string }) => local)).toEqual(starts.map((start) => onTheWall(start, zone)));
    expect(new Set(starts.map((start) => localDateOf(start, zone)))).toEqual(new Set([date]));

    const ids: string[] = [];
    for (const start of starts) ids.push((await scheduling.book({ siteId, visitTypeId: 'watch', start }).expect(201)).body.appointmentId);
    const twice = await scheduling.book({ siteId, visitTypeId: 'watch', start: starts[2] ?? '' });
    expect(twice.status).toBe(409);

    const board = async () => {
      const { body } = await scheduling.get(`/sites/${siteId}/departments/night/day-board?date=${date}`);
      return body.appointments as { appointmentId: string; start: string; status: string }[];
    };
    while ((await board()).length < ids.length) continue;
    expect((await board()).map(({ start }) => start).toSorted()).toEqual(starts);

    // who has not come half an hour after the last one began has missed it: a timer of the site's own night
    const clockBefore = scheduling.clock.now();
    scheduling.clock.set(addMinutes(starts.at(-1) ?? '', 31));
    while (!(await board()).every(({ status }) => status === 'noshow')) continue;
    scheduling.clock.set(clockBefore);
  });
});
