import { minus, overlap, type Interval } from '@liaison/kernel';
import * as fc from 'fast-check';
import { roster, type RosterCommand } from '../../roster/roster.decider.js';
import { RosterEvent } from '../../roster/roster.events.js';
import { holdingOf, type Roster } from '../../roster/roster.state.js';
import { daySchedule } from '../day-schedule.decider.js';
import { book, date, phase } from '../day-schedule.examples.js';
import { resourceDay, usesOfDay, type DaySchedule } from '../day-schedule.state.js';
import { mostSteps, nextStep, obtainable, withPlannedHours, type HoursStep, type Plan } from './hours-due.js';

/** One resource between two sites on one date, its plans as they changed, and every step that was ever decided. */
type World = {
  readonly roster: Roster;
  readonly days: Readonly<Record<Site, DaySchedule>>;
  readonly plans: readonly Plans[];
  readonly decided: readonly (readonly [Site, HoursStep])[];
  readonly booked: number;
};
type Site = 'north' | 'south';
type Plans = Readonly<Record<Site, Plan>>;
const sites: readonly Site[] = ['north', 'south'];
const resourceId = 'dr-li';

const hour = (n: number) => `${String(8 + n).padStart(2, '0')}:00`;
const at = (n: number): Interval => ({ from: `${date}T${hour(n)}:00Z`, to: `${date}T${hour(n + 1)}:00Z` });
/** Each hour belongs to the north, to the south or to nobody: a resource's own rules let no two sites plan the same hour. */
const plansOf = (owners: readonly (Site | undefined)[], capacity: number, planRevision: number): Plans => {
  const of = (siteId: Site): Plan => ({
    resourceId,
    siteId,
    date,
    hours: minus(
      owners.flatMap((owner, n) => (owner === siteId ? [at(n)] : [])),
      [],
    ),
    capacity,
    planRevision,
  });
  return { north: of('north'), south: of('south') };
};
const initial: World = {
  roster: roster.initial,
  days: { north: daySchedule.initial, south: daySchedule.initial },
  plans: [plansOf([], 1, 0)],
  decided: [],
  booked: 0,
};

type Happening =
  | { readonly what: 'plan'; readonly owners: readonly (Site | undefined)[]; readonly capacity: number }
  /** So many steps in a row, by a process that loaded the plan of so many changes ago; at the last one it dies or not. */
  | { readonly what: 'work'; readonly site: Site; readonly steps: number; readonly late: number; readonly dies: boolean }
  /** A step decided earlier, the last one being 0, is done now, or again. */
  | { readonly what: 'straggler'; readonly which: number }
  | { readonly what: 'book'; readonly site: Site; readonly hour: number }
  | { readonly what: 'cancel'; readonly site: Site; readonly which: number };

const hoursOfTheDay = 3;
const site = fc.constantFrom('north' as const, 'north' as const, 'south' as const);
const owners = fc.array(fc.constantFrom<Site | undefined>('north', 'north', 'south', undefined), {
  minLength: hoursOfTheDay,
  maxLength: hoursOfTheDay,
});
const happening: fc.Arbitrary<Happening> = fc.oneof(
  { weight: 3, arbitrary: fc.record({ what: fc.constant('plan' as const), owners, capacity: fc.integer({ min: 1, max: 2 }) }) },
  {
    weight: 6,
    arbitrary: fc.record({
      what: fc.constant('work' as const),
      site,
      steps: fc.constantFrom(1, 1, 2, 3, 5),
      late: fc.constantFrom(0, 0, 0, 1, 2),
      dies: fc.boolean(),
    }),
  },
  { weight: 3, arbitrary: fc.record({ what: fc.constant('straggler' as const), which: fc.constantFrom(0, 0, 0, 1, 2, 3, 5, 8) }) },
  { weight: 3, arbitrary: fc.record({ what: fc.constant('book' as const), site, hour: fc.integer({ min: 0, max: hoursOfTheDay - 1 }) }) },
  fc.record({ what: fc.constant('cancel' as const), site, which: fc.nat() }),
);
const history = fc.array(happening, { maxLength: 30, size: 'max' });

const perform = (world: World, on: Site, step: HoursStep): World => {
  switch (step.type) {
    case 'AllotHours':
    case 'TakeBackHours':
      return { ...world, roster: recorded(step, world.roster) };
    case 'ReceiveHours':
    case 'ReturnHours':
      return { ...world, days: { ...world.days, [on]: after(world.days[on], step) } };
  }
};
const recorded = (command: RosterCommand, state: Roster): Roster => {
  const decision = roster.decide(command, state);
  return decision.accepted ? decision.events.map((event) => RosterEvent.parse(event)).reduce(roster.evolve, state) : state;
};
const after = (day: DaySchedule, command: Parameters<typeof daySchedule.decide>[0]): DaySchedule => {
  const decision = daySchedule.decide(command, day);
  return decision.accepted ? decision.events.reduce(daySchedule.evolve, day) : day;
};
const due = (world: World, on: Site, late = 0): HoursStep | undefined => {
  const plan = (world.plans.at(-1 - late) ?? world.plans[0])?.[on];
  return plan && nextStep({ roster: world.roster, day: world.days[on], plan });
};

const happen = (world: World, event: Happening): World => {
  switch (event.what) {
    case 'plan':
      return { ...world, plans: [...world.plans, plansOf(event.owners, event.capacity, world.plans.length)] };
    case 'work': {
      const step = due(world, event.site, event.late);
      if (!step) return world;
      const known: World = { ...world, decided: [...world.decided, [event.site, step]] };
      if (event.steps === 1 && event.dies) return known;
      const next = perform(known, event.site, step);
      return event.steps === 1 ? next : happen(next, { ...event, steps: event.steps - 1 });
    }
    case 'straggler': {
      const [on, step] = world.decided.at(-1 - event.which) ?? [];
      return on && step ? perform(world, on, step) : world;
    }
    case 'book': {
      const id = `appointment-${world.booked}`;
      const command = book(id, id, [phase([resourceId], hour(event.hour), hour(event.hour + 1))]);
      return { ...world, booked: world.booked + 1, days: { ...world.days, [event.site]: after(world.days[event.site], command) } };
    }
    case 'cancel': {
      const appointmentId = `appointment-${event.which % Math.max(1, world.booked)}`;
      const command = { type: 'CancelAppointment', data: { appointmentId, reason: 'patient', now: at(0).from } } as const;
      return { ...world, days: { ...world.days, [event.site]: after(world.days[event.site], command) } };
    }
  }
};

const granted = (world: World, on: Site) => resourceDay(world.days[on], resourceId).hours;
const allotted = (world: World, on: Site) => holdingOf(world.roster, { siteId: on, date }).hours;
const used = (world: World, on: Site) => usesOfDay(world.days[on], resourceId);
/** As soon as the day has heard of the last allotment. */
const capacityIsTheRosters = (world: World, on: Site): boolean => {
  const [there, held] = [resourceDay(world.days[on], resourceId), holdingOf(world.roster, { siteId: on, date })];
  return there.serial < held.serial || there.capacity === held.capacity;
};
const covers = (outer: readonly Interval[], inner: readonly Interval[]) => minus(inner, outer).length === 0;

/** Repeats one site's next step until there is none. */
const settle = (world: World, on: Site): { readonly world: World; readonly steps: number } => {
  let [settled, steps] = [world, 0];
  for (let step = due(world, on); step && steps <= mostSteps; step = due(settled, on)) {
    settled = perform(settled, on, step);
    steps += 1;
  }
  return { world: settled, steps };
};
/** The north, the south, and the north again, which may have had to wait for what the south held. */
const settleAll = (world: World): World => [...sites, ...sites].reduce((known, on) => settle(known, on).world, world);

describe('Hours between a roster and its days, whatever dies, stalls or comes twice', () => {
  it('are never believed by a day that was not given them, nor given to two sites, nor taken from appointments', () =>
    fc.assert(
      fc.property(history, (events) => {
        let world = initial;
        return events.every((event) => {
          world = happen(world, event);
          return (
            sites.every((on) => covers(allotted(world, on), granted(world, on)) && covers(granted(world, on), used(world, on))) &&
            sites.every((on) => capacityIsTheRosters(world, on)) &&
            !allotted(world, 'north').some((ours) => allotted(world, 'south').some((theirs) => overlap(ours, theirs)))
          );
        });
      }),
      { numRuns: 1_000 },
    ));

  it('come to rest from any point within a bound', () =>
    fc.assert(
      fc.property(history, site, (events, on) => {
        expect(settle(events.reduce(happen, initial), on).steps).toBeLessThanOrEqual(mostSteps);
      }),
      { numRuns: 1_000 },
    ));

  it('come to rest where the plan says, when no appointment keeps them', () =>
    fc.assert(
      fc.property(history, (events) => {
        const world = settleAll(events.filter(({ what }) => what !== 'book').reduce(happen, initial));
        sites.forEach((on) => {
          const plan = world.plans.at(-1)?.[on];
          expect(granted(world, on)).toEqual(plan?.hours);
          expect(allotted(world, on)).toEqual(plan?.hours);
          if (plan && plan.hours.length > 0) expect(resourceDay(world.days[on], resourceId).capacity).toBe(plan.capacity);
        });
      }),
      { numRuns: 300 },
    ));

  it('come to rest where finding free times has foreseen them', () =>
    fc.assert(
      fc.property(history, site, (events, on) => {
        const world = events.reduce(happen, initial);
        const plan = world.plans.at(-1)?.[on];
        if (!plan) throw new Error('there is always a plan');
        const foreseen = withPlannedHours(world.days[on], [{ ...plan, hours: obtainable(world.roster, plan) }]);
        const settled = settle(world, on).world;
        const { hours, capacity } = resourceDay(foreseen, resourceId);
        expect(granted(settled, on)).toEqual(hours);
        if (hours.length > 0) expect(resourceDay(settled.days[on], resourceId).capacity).toBe(capacity);
      }),
      { numRuns: 300 },
    ));
});
