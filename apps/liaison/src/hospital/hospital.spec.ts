import { addMinutes, localDateOf, minuteOfDay } from '@liaison/kernel';
import { roomFor, visitAt } from './appointments.js';
import { closes, departmentsOf, hospitalDefinitions, hospitalSite, opens, visitMinutes } from './hospital.js';

const size = { departments: 3, days: 10, appointments: 2_000, seed: 7 };
const departments = departmentsOf(size.departments);
/** The clocks of the site change on 14 March. */
const firstDate = '2027-03-10';
const visits = Array.from({ length: size.appointments }, (_, n) => visitAt(n, size, departments, firstDate));

describe('A made-up hospital', () => {
  it('has fifteen resources in each department, each defined once', () => {
    const { resources } = hospitalDefinitions(departmentsOf(60));
    expect(new Set(resources.map(([first]) => first?.path)).size).toBe(900);
  });
  it('is the same for the same seed, and another for another', () => {
    expect(visitAt(99, size, departments, firstDate)).toEqual(visits[99]);
    expect(visitAt(99, { ...size, seed: 8 }, departments, firstDate)).not.toEqual(visits[99]);
  });
  it('has as many visits on each day, and no more than a week of days is under way', () => {
    const dates = visits.map(({ date }) => date);
    const daysOf = (some: readonly string[]) => new Set(some).size;
    expect(new Set(dates).size).toBe(size.days);
    for (const date of new Set(dates)) expect([date, dates.filter((each) => each === date).length]).toEqual([date, 200]);
    expect([daysOf(dates.slice(0, 1_400)), daysOf(dates.slice(1_400))]).toEqual([7, 3]);
    for (const { body, date } of visits) expect(localDateOf(body.start, hospitalSite.zone)).toBe(date);
  });
  it('gives nobody and nothing to two visits at once', () => {
    const taken = visits.flatMap(({ body: { patientId, start, with: resources } }) =>
      [...resources, `${patientId} ${localDateOf(start, hospitalSite.zone)}`].map((who) => ({
        who,
        from: start,
        to: addMinutes(start, visitMinutes),
      })),
    );
    const byWho = new Map<string, typeof taken>();
    for (const each of taken) byWho.set(each.who, [...(byWho.get(each.who) ?? []), each]);
    for (const [who, times] of byWho) {
      const inOrder = times.toSorted((a, b) => (a.from < b.from ? -1 : 1));
      for (const [n, { from }] of inOrder.entries()) expect([who, from >= (inOrder[n - 1]?.to ?? '')]).toEqual([who, true]);
      if (who.includes(' ')) expect(times).toHaveLength(1);
    }
  });
  it('sees its patients while it is open, also where the clocks change', () => {
    for (const { body } of visits) {
      const minute = minuteOfDay(body.start, hospitalSite.zone) ?? -1;
      expect(minute).toBeGreaterThanOrEqual(opens);
      expect(minute + visitMinutes).toBeLessThanOrEqual(closes);
    }
  });
  it('has room for so many visits and no more', () => {
    const most = roomFor(size);
    const last = visitAt(most - 1, { ...size, appointments: most }, departments, firstDate);
    expect((minuteOfDay(last.body.start, hospitalSite.zone) ?? closes) + visitMinutes).toBeLessThanOrEqual(closes);
  });
});
