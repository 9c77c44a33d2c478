import type { Asked, CommandLog } from '@liaison/event-store';
import { localDateOf } from '@liaison/kernel';
import { v5 as uuidv5 } from 'uuid';
import { bookable, type AskedVisit, type NotBookable } from '../../catalogue/bookable.js';
import type { Catalogue } from '../../catalogue/catalogue.js';
import type { Commitments } from '../../commitment/commitments.js';
import type { GapBroken } from '../../linked-visits/gaps.policies.js';
import type { LinkedVisitsHandler } from '../../linked-visits/linked-visits.handler.js';
import type { SchedulingStreams } from '../../scheduling.streams.js';
import { withSameAs } from '../../visit-type/phases.js';
import type { AppointmentDesk } from '../appointment-desk.js';
import type { AppointmentUnknown } from '../appointment.policies.js';
import { allowanceOf, plannedVisit, poolsOf } from '../book-appointment/planned-visit.js';
import type { DaySchedules } from '../day-schedules.js';
import type { Appointment } from '../day-schedule.state.js';

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
    private readonly catalogue: Catalogue,
    private readonly days: DaySchedules,
    private readonly desk: AppointmentDesk,
    private readonly commitments: Commitments,
    private readonly linked: Pick<LinkedVisitsHandler, 'gapsBrokenBy'>,
  ) {}

  /** Within its day by one decision; to another day or site by a commitment, which a repeat goes on with. */
  async move(appointmentId: string, { breakGaps, ...wanted }: WantedMove & { readonly breakGaps: boolean }, asked: Asked) {
    const commitmentId = uuidv5('commitment', asked.commandId);
    const begun = await this.streams.commitments.load(commitmentId);
    if (begun.state.status !== 'unknown') return this.elsewhere(commitmentId, appointmentId, wanted, asked);
    if (await this.log.find(asked.commandId)) return this.refuse(asked, []); // the first answer again, whatever it was
    const appointment = (await this.desk.find(appointmentId))?.appointment;
    if (!appointment) return this.refuse(asked, [{ code: 'appointment-unknown', appointmentId }]);
    const broken = breakGaps ? [] : await this.linked.gapsBrokenBy(appointment, wanted.start);
    if (broken.length > 0) return this.refuse(asked, broken);
    const { siteId, date, zone } = appointment;
    const stays = (wanted.siteId ?? siteId) === siteId && localDateOf(wanted.start, zone) === date;
    return stays ? this.within(appointment, wanted, asked) : this.elsewhere(commitmentId, appointmentId, wanted, asked);
  }

  private async within(appointment: Appointment, wanted: WantedMove, asked: Asked) {
    const { appointmentId, siteId, visitTypeId, date, needs = [] } = appointment;
    const known = await this.catalogue.fresh();
    const found = bookable(known, { siteId, visitTypeId, wanted: wanted.with, needs, overbook: wanted.overbook });
    if (!('visitType' in found)) return this.refuse(asked, found);
    const { from, to, phases, gridMinutes, rules } = plannedVisit(known, found, { ...appointment, ...wanted, needs }, asked.at);
    if (from >= asked.at) await this.days.bringHours(known, { siteId, date }, poolsOf(phases), asked);
    return this.desk.act(appointmentId, asked, (of) => ({
      type: 'MoveAppointment',
      data: { ...of, from, to, phases, gridMinutes, rules },
    }));
  }

  private async elsewhere(commitmentId: string, appointmentId: string, wanted: WantedMove, asked: Asked) {
    const part = { kind: 'move', appointmentId, ...wanted, seen: asked.expected } as const;
    const outcome = await this.commitments.commit({ commitmentId, parts: [part] }, asked);
    // the ETag is that of the day which has it now
    return outcome.accepted ? { ...outcome, revision: outcome.days.at(-1)?.revision ?? outcome.revision } : outcome;
  }

  async reassign(appointmentId: string, { phase, resourceId, overbook }: WantedReassignment, asked: Asked) {
    const appointment = (await this.desk.find(appointmentId))?.appointment;
    if (!appointment) return this.refuse(asked, [{ code: 'appointment-unknown', appointmentId }]);
    const { siteId, visitTypeId, date, needs } = appointment;
    const known = await this.catalogue.fresh();
    const found = bookable(known, { siteId, visitTypeId, wanted: [resourceId], needs, overbook });
    if (!('visitType' in found)) return this.refuse(asked, found);
    const isOther = ({ name, anyOf }: { readonly name: string; readonly anyOf: readonly string[] }) =>
      name === phase && !anyOf.includes(resourceId);
    if (found.visitType.phases.some(isOther)) return this.refuse(asked, [{ code: 'resource-of-no-phase', resourceId }]);
    await this.days.bringHours(known, { siteId, date }, [resourceId], asked);
    const together = withSameAs(found.visitType.phases, phase);
    const allowance = allowanceOf(found);
    return this.desk.act(appointmentId, asked, (of) => ({
      type: 'ReassignResource',
      data: { ...of, phase, resourceId, together, allowance },
    }));
  }

  private refuse(asked: Asked, refusals: readonly MovingRefusal[]) {
    const { expected: _, ...without } = asked;
    return this.streams.days.refuse(without, refusals);
  }
}
