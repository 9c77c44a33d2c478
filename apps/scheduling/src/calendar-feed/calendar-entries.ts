import { union, type Interval } from '@liaison/kernel';
import { takesItsTime, type AppointmentStatus } from '../day-schedule/appointment.state.js';

/** What a feed says of a use: never whose visit it is. */
export type FeedUse = Interval & {
  readonly appointmentId: string;
  readonly visitTypeId: string;
  readonly departmentId: string;
  readonly siteId: string;
  readonly session: string | null;
  readonly status: AppointmentStatus;
  readonly sequence: number;
  readonly changedAt: string;
};
/** A VEVENT. */
export type CalendarEntry = Interval & {
  readonly uid: string;
  readonly visitTypeId: string;
  readonly departmentId: string;
  readonly siteId: string;
  readonly status: 'CONFIRMED' | 'TENTATIVE' | 'CANCELLED';
  readonly sequence: number;
  readonly changedAt: string;
};

/**
 * One entry for each visit that uses a resource, by the appointment's id, and one for all seats of a group session. Phases that
 * follow each other are one entry; where the resource is free in between there is another, whose id ends with its number.
 */
export const calendarEntries = (uses: readonly FeedUse[]): readonly CalendarEntry[] => {
  const visits = new Map<string, FeedUse[]>();
  for (const use of uses) {
    const uid = use.session ?? use.appointmentId;
    visits.set(uid, [...(visits.get(uid) ?? []), use]);
  }
  return [...visits].flatMap(([uid, all]) => {
    const taking = all.filter(takesItsTime);
    const shown = taking.length > 0 ? taking : all;
    const [first] = shown;
    if (!first) return [];
    const { visitTypeId, departmentId, siteId } = first;
    const latest = all.reduce((one, other) => (other.sequence > one.sequence ? other : one));
    const facts = { visitTypeId, departmentId, siteId, sequence: latest.sequence, changedAt: latest.changedAt };
    return union(shown).map(({ from, to }, n): CalendarEntry => {
      const status = taking.length === 0 ? 'CANCELLED' : taking.every((use) => use.status === 'pending') ? 'TENTATIVE' : 'CONFIRMED';
      return { uid: n === 0 ? uid : `${uid}-${n + 1}`, ...facts, from, to, status };
    });
  });
};
