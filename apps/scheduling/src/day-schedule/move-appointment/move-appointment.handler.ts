import type { Asked, CommandLog } from '@liaison/event-store';
import { localDateOf, minutesBetween, type Interval } from '@liaison/kernel';
import { v5 as uuidv5 } from 'uuid';
import { bookable, type AskedVisit, type NotBookable } from '../../catalogue/bookable.js';
import type { Catalogue } from '../../catalogue/catalogue.js';
import type { Commitments } from '../../commitment/commitments.js';
import type { MovePart, Part } from '../../commitment/parts.js';
import type { GapBroken } from '../../linked-visits/gaps.policies.js';
import type { LinkedGaps } from '../../linked-visits/linked-gaps.js';
import type { SchedulingStreams } from '../../scheduling.streams.js';
import { visitAt, withSameAs } from '../../visit-type/phases.js';
import type { AppointmentDesk } from '../appointment-desk.js';
import type { AppointmentUnknown } from '../appointment.policies.js';
import { allowanceOf, plannedVisit, poolsOf } from '../book-appointment/planned-visit.js';
import type { DaySchedules } from '../day-schedules.js';
import type { UndoableStep } from '../day-schedule.events.js';
import type { Appointment } from '../day-schedule.state.js';
import { dateBeside } from '../fitting/fit-over-midnight.js';

export type MovingRefusal = NotBookable | AppointmentUnknown | GapBroken;
/** `siteId`: default is where it is. */
export type WantedMove = Pick<AskedVisit, 'overbook'> & {
  readonly start: string;
  readonly siteId?: string | undefined;
  readonly with: readonly string[];
};
export type WantedReassignment = Pick<AskedVisit, 'overbook'> & { readonly phase: string; readonly resourceId: string };

/** What an appointment needs at another time, or of another resource, with the hours for it brought to its day. */
export class MoveAppointmentHandler {
  constructor(
    private readonly log: CommandLog,
    private readonly streams: SchedulingStreams,
    private readonly catalogue: Pick<Catalogue, 'fresh'>,
    private readonly days: DaySchedules,
    private readonly desk: AppointmentDesk,
    private readonly commitments: Commitments,
    private readonly gaps: LinkedGaps,
  ) {}

  /**
   * Within its day by one decision; to another day or site by a commitment, which a repeat goes on with. Within the day too where it
   * has to keep a gap: only a commitment shows what it is about to do before it is done.
   */
  async move(appointmentId: string, { breakGaps, ...wanted }: WantedMove & { readonly breakGaps: boolean }, asked: Asked) {
    const commitmentId = uuidv5('commitment', asked.commandId);
    const begun = await this.streams.commitments.load(commitmentId);
    const elsewhere = () => this.elsewhere(commitmentId, appointmentId, { ...wanted, keepsGaps: !breakGaps }, asked);
    if (begun.state.status !== 'unknown') return elsewhere();
    if (await this.log.find(asked.commandId)) return this.refuse(asked, []); // the first answer again, whatever it was
    const appointment = (await this.desk.find(appointmentId))?.appointment;
    if (!appointment) return this.refuse(asked, [{ code: 'appointment-unknown', appointmentId }]);
    const { siteId, date, zone, linkedVisitsId } = appointment;
    const to = await this.timeAt(appointment, wanted);
    const broken = breakGaps ? [] : await this.gaps.brokenBy({ appointmentId, linkedVisitsId, ...to });
    if (broken.length > 0) return this.refuse(asked, broken);
    const isWatched = !breakGaps && (await this.gaps.areOf({ appointmentId, linkedVisitsId }));
    const stays = !appointment.beyond && (wanted.siteId ?? siteId) === siteId && localDateOf(wanted.start, zone) === date;
    return stays && !isWatched ? this.within(appointment, wanted, asked, commitmentId) : elsewhere();
  }

  /** A kind of visit may last longer at another site, or by now. */
  private async timeAt({ siteId, visitTypeId, from, to }: Appointment, wanted: WantedMove): Promise<Interval> {
    const kind = (await this.catalogue.fresh()).visitTypes.get(`${wanted.siteId ?? siteId}/${visitTypeId}`);
    return visitAt(kind?.status === 'defined' ? kind : { durationMinutes: minutesBetween(from, to) }, wanted.start);
  }

  private async within(appointment: Appointment, wanted: WantedMove, asked: Asked, commitmentId: string) {
    const { appointmentId, siteId, visitTypeId, date, needs = [] } = appointment;
    const known = await this.catalogue.fresh();
    const found = bookable(known, { siteId, visitTypeId, wanted: wanted.with, needs, overbook: wanted.overbook });
    if (!('visitType' in found)) return this.refuse(asked, found);
    const visit = plannedVisit(known, found, { ...appointment, ...wanted, needs }, asked.at);
    if (dateBeside({ ...visit, now: asked.at }) !== undefined) return this.elsewhere(commitmentId, appointmentId, wanted, asked);
    const { from, to, phases, gridMinutes, rules } = visit;
    if (from >= asked.at) await this.days.bringHours(known, { siteId, date }, poolsOf(phases), asked);
    return this.desk.act(appointmentId, asked, (of) => ({
      type: 'MoveAppointment',
      data: { ...of, from, to, phases, gridMinutes, rules },
    }));
  }

  private elsewhere(commitmentId: string, appointmentId: string, wanted: WantedMove & Pick<MovePart, 'keepsGaps'>, asked: Asked) {
    const { expected: seen, expectedOf: seenOn } = asked;
    return this.committed(commitmentId, { kind: 'move', appointmentId, ...wanted, seen, seenOn }, asked);
  }

  private async committed(commitmentId: string, part: Part, asked: Asked) {
    const outcome = await this.commitments.commit({ commitmentId, parts: [part] }, asked);
    if (!outcome.accepted) return outcome;
    // the ETag is that of the day which has it now
    const { state } = await this.streams.commitments.load(commitmentId);
    const to = state.status === 'unknown' ? undefined : state.facts.parts[0]?.to;
    const day = outcome.days.find(({ siteId, date }) => siteId === to?.siteId && date === to.date);
    return { ...outcome, revision: day?.revision ?? outcome.revision };
  }

  async reassign(appointmentId: string, { phase, resourceId, overbook }: WantedReassignment, asked: Asked) {
    const commitmentId = uuidv5('commitment', asked.commandId);
    const appointment = (await this.desk.find(appointmentId))?.appointment;
    if (!appointment) return this.refuse(asked, [{ code: 'appointment-unknown', appointmentId }]);
    const { siteId, visitTypeId, date, needs } = appointment;
    const known = await this.catalogue.fresh();
    const found = bookable(known, { siteId, visitTypeId, wanted: [resourceId], needs, overbook });
    if (!('visitType' in found)) return this.refuse(asked, found);
    const isOther = ({ name, anyOf }: { readonly name: string; readonly anyOf: readonly string[] }) =>
      name === phase && !anyOf.includes(resourceId);
    if (found.visitType.phases.some(isOther)) return this.refuse(asked, [{ code: 'resource-of-no-phase', resourceId }]);
    const together = withSameAs(found.visitType.phases, phase);
    if (await this.isOverMidnight(appointment, commitmentId, asked)) {
      const { expected: seen, expectedOf: seenOn } = asked;
      const part = { kind: 'reassign', appointmentId, phase, resourceId, together, overbook, seen, seenOn } as const;
      const isDone = appointment.uses.some((use) => use.phase === phase && use.resourceId === resourceId);
      const isBegun = (await this.streams.commitments.load(commitmentId)).state.status !== 'unknown';
      if (isBegun || !isDone) return this.committed(commitmentId, part, asked);
    }
    await this.days.bringHours(known, { siteId, date }, [resourceId], asked);
    const allowance = allowanceOf(found);
    return this.desk.act(appointmentId, asked, (of) => ({
      type: 'ReassignResource',
      data: { ...of, phase, resourceId, together, allowance },
    }));
  }

  /** That nobody came was wrong: what it takes of two days it has to get again, which only a commitment can say. */
  async undo(appointmentId: string, step: UndoableStep, asked: Asked) {
    const commitmentId = uuidv5('commitment', asked.commandId);
    const appointment = (await this.desk.find(appointmentId))?.appointment;
    const isNoShow = step === 'no-show' && appointment?.status === 'noshow';
    const isBegun = (await this.streams.commitments.load(commitmentId)).state.status !== 'unknown';
    if (isBegun || (isNoShow && (await this.isOverMidnight(appointment, commitmentId, asked))))
      return this.committed(commitmentId, { kind: 'undo', appointmentId, seen: asked.expected, seenOn: asked.expectedOf }, asked);
    return this.desk.act(appointmentId, asked, (of) => ({ type: 'UndoStep', data: { ...of, step } }));
  }

  /** What was begun goes on; what was answered otherwise is answered so again. */
  private async isOverMidnight({ beyond }: Appointment, commitmentId: string, { commandId }: Asked): Promise<boolean> {
    if ((await this.streams.commitments.load(commitmentId)).state.status !== 'unknown') return true;
    return beyond !== undefined && (await this.log.find(commandId)) === undefined;
  }

  private refuse(asked: Asked, refusals: readonly MovingRefusal[]) {
    const { expected: _, expectedOf: __, ...without } = asked;
    return this.streams.days.refuse(without, refusals);
  }
}
