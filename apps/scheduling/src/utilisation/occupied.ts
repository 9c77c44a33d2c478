import { union, type Interval } from '@liaison/kernel';
import { takesItsTime } from '../day-schedule/appointment.state.js';
import { actualUse, type PlannedUse } from '../resource-uses/actual-use.js';
import type { Share } from './load-minutes.js';

type Timing = (use: PlannedUse) => Interval | undefined;

/** As it was booked, whatever became of it later; what is only held is not booked. */
export const asPlanned: Timing = (use) => (takesItsTime(use) && use.status !== 'pending' ? use : undefined);

/** As it took place. */
export const asItWas =
  (now: string): Timing =>
  (use) =>
    takesItsTime(use) ? actualUse(use, now) : undefined;

/** As it took place, or is still planned to: a visit whose time is over and that never began took nothing. */
export const asFarAsKnown =
  (now: string): Timing =>
  (use) =>
    asItWas(now)(use) ?? (use.startedAt === null && use.to > now ? asPlanned(use) : undefined);

/** The shares of one resource, each phase of a group session once, for as long as any of its seats takes it. */
export const shares = (uses: readonly PlannedUse[], timing: Timing): readonly Share[] => {
  const timed = uses.flatMap((use) => {
    const time = timing(use);
    return time ? [{ session: use.session, phase: use.phase, load: use.load, from: time.from, to: time.to }] : [];
  });
  const sessions = new Map<string, typeof timed>();
  for (const use of timed)
    if (use.session !== null) {
      const key = `${use.session} ${use.phase}`;
      sessions.set(key, [...(sessions.get(key) ?? []), use]);
    }
  const ofSessions = [...sessions.values()].flatMap((seats) =>
    union(seats).map((time) => ({ ...time, load: Math.max(...seats.map(({ load }) => load)) })),
  );
  return [...timed.filter(({ session }) => session === null), ...ofSessions];
};
