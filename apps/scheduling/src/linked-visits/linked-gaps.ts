import type { Interval } from '@liaison/kernel';
import type { CommitmentFinishing } from '../commitment/commitment-finishing.js';
import type { OfPart } from '../commitment/parts.js';
import type { AppointmentDesk, Located } from '../day-schedule/appointment-desk.js';
import type { ElsewhereRefusal } from '../day-schedule/elsewhere.policies.js';
import type { SchedulingStreams } from '../scheduling.streams.js';
import { brokenGaps, type GapBroken, type Timed } from './gaps.policies.js';
import type { LinkedVisitsRequested } from './linked-visits.events.js';

/** A linked visit with the time to which somebody moves it. */
export type Moving = Interval & { readonly appointmentId: string; readonly linkedVisitsId?: string | undefined };
type Facts = LinkedVisitsRequested['data'];
type CommitmentPending = Extract<ElsewhereRefusal, { readonly code: 'commitment-pending' }>;
/** Where it is, and where a commitment that nobody has decided yet would put it. */
type Standing = { readonly now: Timed; readonly pending?: Pending | undefined };
type Pending = { readonly time: Timed; readonly appointmentId: string; readonly commitmentId: string };

/** Watches over the gaps between linked visits while they are moved. */
export class LinkedGaps {
  constructor(
    private readonly streams: Pick<SchedulingStreams, 'linkedVisits' | 'commitments' | 'days'>,
    private readonly desk: Pick<AppointmentDesk, 'find'>,
    private readonly finishing: Pick<CommitmentFinishing, 'finish' | 'settle'>,
  ) {}

  /** Whether other visits have to be before it or after it. */
  async areOf(visit: Omit<Moving, keyof Interval>): Promise<boolean> {
    const facts = await this.factsOf(visit);
    return facts !== undefined && gapsOf(facts, visit.appointmentId).length > 0;
  }

  /** Those that a move would break, with the others as they stand. */
  async brokenBy(moving: Moving): Promise<readonly GapBroken[]> {
    const facts = await this.factsOf(moving);
    if (!facts) return [];
    const others = await Promise.all(
      othersOf(facts, moving).map(async (each) => ({ ...each, found: await this.desk.find(each.appointmentId) })),
    );
    return others.flatMap(({ name, found }) => (isToBe(found) ? between(facts, moving, { name, ...timeOf(found) }) : []));
  }

  /**
   * Asked when the days hold a move, before it is committed. Whoever moves another of the visits at that moment asks the same, and
   * each holds its own before it looks at the others: one of the two sees the other at least. Of two that see each other one is given up.
   */
  async brokenAtLast(commitmentId: string, moves: readonly OfPart<Moving>[]): Promise<readonly OfPart<GapBroken | CommitmentPending>[]> {
    const refusals: OfPart<GapBroken | CommitmentPending>[] = [];
    for (const { part, ...moving } of moves) {
      const facts = await this.factsOf(moving);
      for (const other of facts ? othersOf(facts, moving) : []) {
        const found = facts ? await this.objectionsOf(commitmentId, facts, moving, other) : [];
        refusals.push(...found.map((refusal) => ({ ...refusal, part })));
      }
    }
    return refusals;
  }

  private async objectionsOf(
    commitmentId: string,
    facts: Facts,
    moving: Moving,
    other: Named,
  ): Promise<readonly (GapBroken | CommitmentPending)[]> {
    const breaks = (standing: Standing | undefined) =>
      standing?.pending !== undefined && between(facts, moving, standing.pending.time).length > 0;
    const broken = (standing: Standing | undefined) => (standing ? between(facts, moving, standing.now) : []);
    const standing = await this.standing(commitmentId, other);
    if (broken(standing).length > 0 || !standing?.pending || !breaks(standing)) return broken(standing);
    const theirs = standing.pending.commitmentId;
    await this.finishing.settle(theirs, commitmentId < theirs ? 'overtaken' : 'deadline');
    const after = await this.standing(commitmentId, other);
    if (broken(after).length > 0 || !after?.pending || !breaks(after)) return broken(after);
    const { appointmentId, commitmentId: pending } = after.pending;
    return [{ code: 'commitment-pending', appointmentId, commitmentId: pending }];
  }

  private async standing(commitmentId: string, { name, appointmentId }: Named): Promise<Standing | undefined> {
    for (;;) {
      const found = await this.desk.find(appointmentId);
      if (!isToBe(found)) return undefined;
      const now = { name, ...timeOf(found) };
      const by = found.leavingBy;
      if (by === undefined || by === commitmentId) return { now };
      const time = await this.timeBy(by, appointmentId);
      // not begun to be decided before everything is held: then it sees what is held here
      const isOpen = (await this.streams.commitments.load(by)).state.status === 'begun';
      if (isOpen) return { now, ...(time && { pending: { time: { name, ...time }, appointmentId, commitmentId: by } }) };
      await this.finishing.finish(by);
    }
  }

  /** Where a commitment holds its place. */
  private async timeBy(commitmentId: string, appointmentId: string): Promise<Interval | undefined> {
    const { state } = await this.streams.commitments.load(commitmentId);
    const to = state.status === 'unknown' ? undefined : state.facts.parts.find((part) => part.appointmentId === appointmentId)?.to;
    const coming = to && (await this.streams.days.load(`${to.siteId}/${to.date}`)).state.coming.get(appointmentId);
    return coming?.commitmentId === commitmentId ? { from: coming.facts.from, to: coming.facts.to } : undefined;
  }

  private async factsOf({ linkedVisitsId }: Omit<Moving, keyof Interval>): Promise<Facts | undefined> {
    const known = linkedVisitsId === undefined ? undefined : (await this.streams.linkedVisits.load(linkedVisitsId)).state;
    return known === undefined || known.status === 'unknown' || known.status === 'abandoned' ? undefined : known.facts;
  }
}

type Named = { readonly name: string; readonly appointmentId: string };

const nameOf = ({ visits }: Facts, id: string): string => visits.find(({ appointmentId }) => appointmentId === id)?.name ?? '';

const gapsOf = (facts: Facts, appointmentId: string) => {
  const name = nameOf(facts, appointmentId);
  return facts.gaps.filter(({ first, then }) => first === name || then === name);
};

/** The visits at the other ends of its gaps. */
const othersOf = (facts: Facts, { appointmentId }: Moving): readonly Named[] => {
  const names = new Set(gapsOf(facts, appointmentId).flatMap(({ first, then }) => [first, then]));
  return facts.visits.filter((visit) => visit.appointmentId !== appointmentId && names.has(visit.name));
};

const between = (facts: Facts, { appointmentId, from, to }: Moving, other: Timed): readonly GapBroken[] =>
  brokenGaps([other, { name: nameOf(facts, appointmentId), from, to }], facts.gaps);

/** Or has been. */
export const isToBe = (found: Located | undefined): found is Located =>
  found !== undefined && !['cancelled', 'entered-in-error', 'noshow'].includes(found.appointment.status);

const timeOf = ({ appointment: { from, to } }: Located): Interval => ({ from, to });
