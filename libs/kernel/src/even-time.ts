import { Temporal } from 'temporal-polyfill';

/**
 * What most questions about time are: a plain text, a zone whose clocks do not change there. Epoch arithmetic answers them;
 * everything else is undefined here and asked of Temporal, which knows every case and is slow.
 */
const plainUtc = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}Z$/;
const plainDate = /^\d{4}-\d{2}-\d{2}$/;
const dayMs = 86_400_000;

/** Only what is written back as it was read: the 30th of February is not. */
export const epochOf = (instant: string): number | undefined => {
  if (!plainUtc.test(instant)) return undefined;
  const ms = Date.parse(instant);
  return Number.isNaN(ms) || utcOf(ms) !== instant ? undefined : ms;
};

/** At whole seconds. */
export const utcOf = (epochMs: number): string => `${new Date(epochMs).toISOString().slice(0, -5)}Z`;

/** Days since 1970-01-01. */
export const dayNumberOf = (date: string): number | undefined => {
  if (!plainDate.test(date)) return undefined;
  const ms = Date.parse(date);
  return Number.isNaN(ms) || dateOf(ms / dayMs) !== date ? undefined : ms / dayMs;
};

/** Undefined outside of the years that have four digits. */
export const dateOf = (dayNumber: number): string | undefined => {
  const date = new Date(dayNumber * dayMs);
  const year = date.getUTCFullYear();
  return year >= 0 && year <= 9999 && Number.isInteger(dayNumber) ? date.toISOString().slice(0, 10) : undefined;
};

/** From one change of a zone's clocks to the next: the offset is whole minutes, or none that arithmetic could use. */
type Stretch = { readonly fromMs: number; readonly toMs: number; readonly offsetMinutes: number | undefined };

const known = new Map<string, Stretch[]>();
const mostZones = 100;
const mostStretches = 20;

/** What the wall clock of a zone is ahead of UTC at an instant. */
export const offsetMinutesAt = (epochMs: number, zone: string): number | undefined => {
  const stretches = known.get(zone);
  const found = stretches?.find(({ fromMs, toMs }) => fromMs <= epochMs && epochMs < toMs);
  return (found ?? learnt(epochMs, zone, stretches ?? [])).offsetMinutes;
};

const learnt = (epochMs: number, zone: string, stretches: readonly Stretch[]): Stretch => {
  const here = Temporal.Instant.fromEpochMilliseconds(epochMs).toZonedDateTimeISO(zone);
  const minutes = here.offsetNanoseconds / 60e9;
  // where a zone changes once, or not at all, nothing lies before or after
  const [before, after] = [here.add({ nanoseconds: 1 }).getTimeZoneTransition('previous'), here.getTimeZoneTransition('next')];
  const stretch: Stretch = {
    fromMs: before?.epochMilliseconds ?? -Infinity,
    toMs: after?.epochMilliseconds ?? Infinity,
    offsetMinutes: Number.isInteger(minutes) ? minutes : undefined,
  };
  if (known.size >= mostZones && !known.has(zone)) known.clear();
  known.set(zone, [stretch, ...stretches].slice(0, mostStretches));
  return stretch;
};
