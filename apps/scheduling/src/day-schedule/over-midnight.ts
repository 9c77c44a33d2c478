import { addDays, addMinutes, datesOf, localDay, minutesBetween, overlap, within, type Interval } from '@liaison/kernel';

type Timed = Interval & { readonly phases: readonly Interval[] };
type OfDay = { readonly date: string; readonly zone: string };
/** What a visit of two dates says of itself on each: `beyond` on the one that has it, `home` on the other. */
export type OnTwoDates = OfDay & { readonly beyond?: unknown; readonly home?: unknown };

/** From the first preparation to the last cleaning. */
export const spanOf = ({ from, to, phases }: Timed): Interval =>
  phases.reduce((span, phase) => ({ from: phase.from < span.from ? phase.from : span.from, to: phase.to > span.to ? phase.to : span.to }), {
    from,
    to,
  });

/** Whether all of it is on its date. */
export const isOfOneDate = (visit: Timed & OfDay): boolean => within(spanOf(visit), localDay(visit.date, visit.zone));

/** The other dates on which it takes resources or its patient's time. */
export const datesBeside = (visit: Timed & OfDay): readonly string[] =>
  isOfOneDate(visit) ? [] : datesOf(spanOf(visit), visit.zone).filter((date) => date !== visit.date);

/** The dates before and after its own on which it takes something, however late or early it is. */
export const datesReached = (visit: Interval & OfDay & { readonly uses: readonly Interval[] }, happenedAt: string): readonly string[] => {
  const { from, to } = spanOf({ ...visit, phases: visit.uses });
  const late = minutesBetween(visit.from, happenedAt);
  const reached = { from: addMinutes(from, Math.min(late, 0)), to: addMinutes(to, Math.max(late, 0)) };
  const around = [addDays(visit.date, -1), addDays(visit.date, 1)];
  return datesOf(reached, visit.zone).filter((date) => around.includes(date));
};

/** What lies on one side of midnight. */
export const cutTo = <Part extends Interval>(day: Interval, parts: readonly Part[]): readonly Part[] =>
  parts
    .filter((part) => overlap(part, day))
    .map((part) => ({ ...part, from: part.from > day.from ? part.from : day.from, to: part.to < day.to ? part.to : day.to }));

/** Each share with the date on which it is taken and all of its time; one that passes midnight is taken on both. */
export const usesByDate = <Part extends Interval>(visit: {
  readonly date: string;
  readonly zone: string;
  readonly uses: readonly Part[];
  readonly beyond?: { readonly date: string } | undefined;
}): readonly (Part & { readonly date: string; readonly whole: Interval })[] => {
  const { zone, beyond } = visit;
  const uses = visit.uses.map((use) => ({ ...use, whole: { from: use.from, to: use.to } }));
  return (beyond ? [visit.date, beyond.date] : [visit.date]).flatMap((date) =>
    onItsDate({ date, zone, beyond }, uses).map((use) => ({ ...use, date })),
  );
};

/** Of a visit of two dates, what falls on the one in question; of any other, all. */
export const onItsDate = <Part extends Interval>(visit: OnTwoDates, parts: readonly Part[]): readonly Part[] =>
  visit.beyond === undefined && visit.home === undefined ? parts : cutTo(localDay(visit.date, visit.zone), parts);
