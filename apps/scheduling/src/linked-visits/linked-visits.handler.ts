import { stepOf, type Asked } from '@liaison/event-store';
import { bookable, type NotBookable } from '../catalogue/bookable.js';
import type { Catalogue } from '../catalogue/catalogue.js';
import type { CommitmentFinishing } from '../commitment/commitment-finishing.js';
import type { Commitments } from '../commitment/commitments.js';
import type { Part } from '../commitment/parts.js';
import type { AppointmentDesk, Located } from '../day-schedule/appointment-desk.js';
import { readLocalTime, type LocalTimeRefusal } from '../http/local-time.js';
import { intendedBy, Intents, visitId, type Intended, type IntentRefusal, type OfVisit } from '../intents/intents.js';
import type { DeceasedPatients } from '../patient/deceased-patients.js';
import type { SchedulingStreams } from '../scheduling.streams.js';
import { visitAt } from '../visit-type/phases.js';
import type { Timed } from './gaps.policies.js';
import { isToBe } from './linked-gaps.js';
import type { Gap, LinkedVisit, LinkedVisitsRequested, Preparation } from './linked-visits.events.js';
import type { LinkedVisits } from './linked-visits.state.js';
import type { LinkedVisitsRequestRefusal } from './request-linked-visits/request-linked-visits.js';

export type WantedVisit = Pick<LinkedVisit, 'name' | 'siteId' | 'visitTypeId' | 'with' | 'needs'> & {
  readonly start: string;
  readonly preparation: readonly Preparation[];
};
export type WantedLinkedVisits = { readonly patientId: string; readonly visits: readonly WantedVisit[]; readonly gaps: readonly Gap[] };
export type LinkedVisitsRefusal =
  | LinkedVisitsRequestRefusal
  | { readonly code: 'patient-deceased'; readonly patientId: string }
  | OfVisit<NotBookable | LocalTimeRefusal>
  | IntentRefusal;
/** A visit as its day has it now, if it has it. */
export type VisitNow = { readonly visit: LinkedVisit; readonly found: Located | undefined };

/** Books visits that belong together, all of them or none. */
export class LinkedVisitsHandler {
  readonly intents: Intents<LinkedVisitsRefusal>;

  constructor(
    private readonly streams: SchedulingStreams,
    private readonly catalogue: Pick<Catalogue, 'fresh'>,
    commitments: Commitments,
    finishing: CommitmentFinishing,
    private readonly desk: Pick<AppointmentDesk, 'find'>,
    private readonly deceased: Pick<DeceasedPatients, 'has'>,
  ) {
    this.intents = new Intents<LinkedVisitsRefusal>(commitments, streams, finishing, {
      read: async (of) => intentOf((await streams.linkedVisits.load(of.id)).state, of),
      settle: ({ id: linkedVisitsId, commitmentId }, outcome, asked) => {
        const data = { linkedVisitsId, commitmentId, outcome, at: asked.at };
        return streams.linkedVisits.handle(linkedVisitsId, { type: 'SettleLinkedVisits', data }, asked);
      },
      refuse: (asked, refusals) => streams.linkedVisits.refuse<LinkedVisitsRefusal>(asked, refusals),
    });
  }

  async book(linkedVisitsId: string, wanted: WantedLinkedVisits, asked: Asked) {
    const of = intendedBy(linkedVisitsId, asked);
    if (await this.intents.isKnown(of)) return this.intents.finish(of, asked);
    const planned = await this.planned(wanted);
    if ('refusals' in planned) return this.intents.refuse(of, asked, planned.refusals);
    const { patientId, gaps } = wanted;
    const visits = planned.visits.map((visit) => ({ ...visit, appointmentId: visitId(of, visit.name) }));
    const data = { linkedVisitsId, commitmentId: of.commitmentId, patientId, visits, gaps, at: asked.at };
    const command = { type: 'RequestLinkedVisits', data, times: planned.times } as const;
    const requested = await this.streams.linkedVisits.handle(linkedVisitsId, command, stepOf(asked, 'request'));
    if (requested.accepted) return this.intents.finish(of, asked);
    return this.intents.refuse(of, asked, requested.refusals as LinkedVisitsRequestRefusal[]);
  }

  /** Each visit with its time and its kind, or why it cannot be had at all. */
  private async planned({ patientId, visits }: WantedLinkedVisits): Promise<Planned> {
    if (this.deceased.has(patientId)) return { refusals: [{ code: 'patient-deceased', patientId }] };
    const known = await this.catalogue.fresh();
    const refusals: LinkedVisitsRefusal[] = [];
    const placed: { readonly visit: WantedVisit; readonly time: Timed }[] = [];
    for (const [n, visit] of visits.entries()) {
      const kind = bookable(known, { ...visit, wanted: visit.with });
      const start = 'site' in kind ? readLocalTime(visit.start, kind.site.zone, `visits/${n}/start`) : '';
      if (!('site' in kind)) refusals.push(...kind.map((refusal) => ({ ...refusal, visit: visit.name })));
      else if (typeof start !== 'string') refusals.push({ ...start, visit: visit.name });
      else placed.push({ visit: { ...visit, start }, time: { name: visit.name, ...visitAt(kind.visitType, start) } });
    }
    if (refusals.length > 0) return { refusals };
    return { visits: placed.map(({ visit }) => visit), times: placed.map(({ time }) => time) };
  }

  /** What somebody asked for whose command was accepted. */
  async written(linkedVisitsId: string) {
    const { state } = await this.streams.linkedVisits.load(linkedVisitsId);
    if (state.status === 'unknown') throw new Error('linked visits that were accepted were written down');
    return { visits: state.facts.visits, revision: state.revision };
  }

  /** What was written down, and each visit as its day has it now. */
  async now(linkedVisitsId: string) {
    const { state, revision } = await this.streams.linkedVisits.load(linkedVisitsId);
    if (state.status === 'unknown' || state.status === 'abandoned') return undefined;
    const { facts, status } = state;
    const visits = await Promise.all(facts.visits.map(async (visit) => ({ visit, found: await this.desk.find(visit.appointmentId) })));
    return { facts, status, visits, revision };
  }
}

type Planned =
  { readonly refusals: readonly LinkedVisitsRefusal[] } | { readonly visits: readonly WantedVisit[]; readonly times: readonly Timed[] };

const intentOf = (linked: LinkedVisits, { commitmentId }: Intended) => {
  if (linked.status === 'unknown' || linked.facts.commitmentId !== commitmentId) return undefined;
  const { visits } = linked.facts;
  const outcome = ({ requested: 'open', booked: 'done', abandoned: 'abandoned' } as const)[linked.status];
  return { outcome, parts: visits.map((visit) => booking(linked.facts, visit)), visits: visits.map(({ name }) => name) };
};

const booking = (
  { patientId, linkedVisitsId }: LinkedVisitsRequested['data'],
  { name: _, preparation: __, ...visit }: LinkedVisit,
): Part => ({
  ...{ kind: 'book', patientId, linkedVisitsId },
  ...visit,
});

/** Of those visits that are still to be, or have been. */
export const timesNow = (visits: readonly VisitNow[]): readonly Timed[] =>
  visits.flatMap(({ visit: { name }, found }) => (isToBe(found) ? [{ name, from: found.appointment.from, to: found.appointment.to }] : []));
