import type { WantedPhase, WantedVisit } from '../day-schedule.policies.js';
import type { AppointmentFacts, DaySchedule } from '../day-schedule.state.js';
import { takenDuring } from '../taken.js';

/** A group that meets at one time: its seats are appointments, and what it uses counts once. */
export type Session = { readonly sessionId: string; readonly seats: number; readonly facts: AppointmentFacts };
export type SessionObjection = { readonly code: 'session-full'; readonly sessionId: string; readonly seats: number };

/** The sessions of this kind of visit at this very time, on the resources that it may use. */
export const sessionsAt = ({ rules, from, phases }: WantedVisit, day: DaySchedule): readonly Session[] => {
  const { group } = rules ?? {};
  const shared = phases.find(({ onNeed }) => onNeed === undefined);
  if (!group || !shared) return [];
  const found = new Map<string, Map<string, AppointmentFacts>>();
  for (const resourceId of shared.anyOf)
    for (const { use, appointmentId } of takenDuring(day.taken.get(resourceId), shared)) {
      const facts = [day.appointments.get(appointmentId), day.coming.get(appointmentId)?.facts].find((each) => isSeatOf(each, use.session));
      if (facts && use.session?.startsWith(prefixOf(group.visitTypeId, from)))
        found.set(use.session, (found.get(use.session) ?? new Map<string, AppointmentFacts>()).set(appointmentId, facts));
    }
  return [...found].flatMap(([sessionId, seats]) => {
    const [facts] = seats.values();
    return facts ? [{ sessionId, seats: seats.size, facts }] : [];
  });
};

/** Ways to take part: a seat in each session that has one, then a session of its own. */
export const seatings = (visit: WantedVisit, day: DaySchedule): readonly (readonly WantedPhase[])[] => {
  const { group } = visit.rules ?? {};
  if (!group) return [visit.phases];
  const sessions = sessionsAt(visit, day);
  const joined = sessions
    .filter(({ seats }) => seats < group.seats)
    .map(({ sessionId, facts }) => visit.phases.map((phase) => seated(phase, sessionId, facts)));
  return [...joined, visit.phases.map((phase) => seated(phase, nextId(group.visitTypeId, visit.from, sessions)))];
};

export const fullSessions = (visit: WantedVisit, day: DaySchedule): readonly SessionObjection[] =>
  sessionsAt(visit, day)
    .filter(({ seats }) => seats >= (visit.rules?.group?.seats ?? Number.POSITIVE_INFINITY))
    .map(({ sessionId, seats }) => ({ code: 'session-full', sessionId, seats }));

/** Where the session is known, its phases go to whom it has. What one seat needs for itself is its own. */
const seated = (phase: WantedPhase, session: string, facts?: AppointmentFacts): WantedPhase => {
  if (phase.onNeed !== undefined) return phase;
  if (!facts) return { ...phase, session };
  const taken = facts.uses.find((use) => use.phase === phase.name && use.session === session);
  return { ...phase, session, anyOf: phase.anyOf.filter((resourceId) => resourceId === taken?.resourceId) };
};

const isSeatOf = (facts: AppointmentFacts | undefined, session: string | undefined): boolean =>
  facts?.uses.some((use) => use.session === session) ?? false;

const prefixOf = (visitTypeId: string, from: string): string => `${visitTypeId}@${from}#`;

/** The smallest number that no session of this kind and time has. */
const nextId = (visitTypeId: string, from: string, sessions: readonly Session[]): string => {
  const ids = new Set(sessions.map(({ sessionId }) => sessionId));
  const numbers = Array.from({ length: ids.size + 1 }, (_, n) => `${prefixOf(visitTypeId, from)}${n + 1}`);
  return numbers.find((id) => !ids.has(id)) ?? '';
};
