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
  /** Where it passes midnight: there is such a use for each date then. */
  readonly wholeFrom: string;
  readonly wholeTo: string;
};

/**
 * When the resource was used in truth: nothing before the encounter has begun. While it lasts it is taken to end when its
 * planned length is over, or now if that is later. Of a use that passes midnight each date has what falls on it.
 */
export const actualUse = (use: PlannedUse, now: string): Interval | undefined => {
  const { start, end, startedAt, finishedAt } = use;
  if (startedAt === null) return undefined;
  const expected = addMinutes(startedAt, minutesBetween(start, end));
  const actual = { from: startedAt, to: finishedAt ?? (expected > now ? expected : now) };
  const { phase, resourceId, load, from, to, wholeFrom, wholeTo } = use;
  const [taken] = usesAt({ from: start, to: end, uses: [{ phase, resourceId, load, from: wholeFrom, to: wholeTo }] }, actual);
  if (!taken) return undefined;
  const part = { from: wholeFrom < from ? later(from, taken.from) : taken.from, to: wholeTo > to ? earlier(to, taken.to) : taken.to };
  return part.from < part.to ? part : undefined;
};

export type Overrun = { readonly appointmentId: string; readonly resourceId: string; readonly clashesWith: readonly string[] };

/**
 * Visits that run, or ran, beyond their plan into others' time, where the resource cannot serve all of them at once. `uses` are
 * those of some days, of any resources.
 */
export const overruns = (uses: readonly PlannedUse[], capacityOf: (resourceId: string) => number, now: string): readonly Overrun[] => {
  const all = uses.filter(takesItsTime).flatMap((plan) => placed(plan, now).map((use) => ({ plan, use })));
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

/** A use in the time that it takes or took; begun so late, or over so early, it took nothing of its date. */
const placed = (use: PlannedUse, now: string) => {
  const time = use.startedAt === null ? use : actualUse(use, now);
  return time ? [{ ...use, from: time.from, to: time.to, session: use.session ?? undefined }] : [];
};

const cut = ({ from, to }: Interval, part: Interval): Interval => ({
  from: later(from, part.from),
  to: earlier(to, part.to),
});

const later = (one: string, other: string): string => (one > other ? one : other);
const earlier = (one: string, other: string): string => (one < other ? one : other);
