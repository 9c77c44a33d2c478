import { addMinutes, minus, minutesBetween, overlap, type Interval } from '@liaison/kernel';
import { takesItsTime, type AppointmentStatus } from '../day-schedule/appointment.state.js';
import { usesAt } from '../day-schedule/clashes.js';
import { peakLoad } from '../day-schedule/fitting/peak-load.js';

/** A use as it was planned, with what is known of its visit's true time. */
export type PlannedUse = Interval & {
  readonly appointmentId: string;
  readonly resourceId: string;
  readonly phase: string;
  readonly load: number;
  readonly session: string | null;
  readonly status: AppointmentStatus;
  readonly start: string;
  readonly end: string;
  readonly startedAt: string | null;
  readonly finishedAt: string | null;
};

/**
 * When the resource was used in truth: nothing before the encounter has begun. While it lasts it is taken to end when its
 * planned length is over, or now if that is later.
 */
export const actualUse = (use: PlannedUse, now: string): Interval | undefined => {
  const { start, end, startedAt, finishedAt } = use;
  if (startedAt === null) return undefined;
  const expected = addMinutes(startedAt, minutesBetween(start, end));
  const actual = { from: startedAt, to: finishedAt ?? (expected > now ? expected : now) };
  const { phase, resourceId, load, from, to } = use;
  const [taken] = usesAt({ from: start, to: end, uses: [{ phase, resourceId, load, from, to }] }, actual);
  return taken && { from: taken.from, to: taken.to };
};

export type Overrun = { readonly appointmentId: string; readonly resourceId: string; readonly clashesWith: readonly string[] };

/**
 * Visits that run, or ran, beyond their plan into others' time, where the resource cannot serve all of them at once. `uses` are
 * those of some days, of any resources.
 */
export const overruns = (uses: readonly PlannedUse[], capacityOf: (resourceId: string) => number, now: string): readonly Overrun[] => {
  const all = uses.filter(takesItsTime).map((plan) => ({ plan, use: placed(plan, now) }));
  const beyond = all.flatMap(({ plan, use }) => minus([use], [plan]).map((part) => ({ use, part })));
  return beyond.flatMap(({ use, part }): readonly Overrun[] => {
    const { appointmentId, resourceId } = use;
    const others = all
      .map((other) => other.use)
      .filter((other) => other.resourceId === resourceId && other.appointmentId !== appointmentId && overlap(other, part));
    const isTooMuch = peakLoad([...others, use].map((each) => ({ ...each, ...cut(each, part) }))) > capacityOf(resourceId);
    return isTooMuch ? [{ appointmentId, resourceId, clashesWith: [...new Set(others.map((other) => other.appointmentId))] }] : [];
  });
};

/** A use in the time that it takes or took. */
const placed = (use: PlannedUse, now: string) => ({ ...use, ...(actualUse(use, now) ?? {}), session: use.session ?? undefined });

const cut = ({ from, to }: Interval, part: Interval): Interval => ({
  from: from > part.from ? from : part.from,
  to: to < part.to ? to : part.to,
});
