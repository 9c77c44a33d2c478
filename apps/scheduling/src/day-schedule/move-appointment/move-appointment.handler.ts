import type { Asked } from '@liaison/event-store';
import { localDateOf } from '@liaison/kernel';
import { heldBlocks } from '../../block/blocks-of-site.js';
import { bookable, type NotBookable } from '../../catalogue/bookable.js';
import type { Catalogue } from '../../catalogue/catalogue.js';
import type { SchedulingStreams } from '../../scheduling.streams.js';
import { narrow, phasesAt, visitAt, withSameAs } from '../../visit-type/phases.js';
import { rulesOf } from '../../visit-type/visit-rules.js';
import type { AppointmentDesk } from '../appointment-desk.js';
import type { AppointmentUnknown } from '../appointment.policies.js';
import type { DaySchedules } from '../day-schedules.js';

export type MovingRefusal =
  | NotBookable
  | AppointmentUnknown
  | { readonly code: 'another-day'; readonly appointmentId: string; readonly date: string; readonly wanted: string };

/** What an appointment needs at another time, or of another resource, with the hours for it brought to its day. */
export class MoveAppointmentHandler {
  constructor(
    private readonly streams: SchedulingStreams,
    private readonly catalogue: Catalogue,
    private readonly days: DaySchedules,
    private readonly desk: AppointmentDesk,
  ) {}

  async move(appointmentId: string, start: string, wanted: readonly string[], asked: Asked) {
    const appointment = (await this.desk.find(appointmentId))?.appointment;
    if (!appointment) return this.refuse(asked, [{ code: 'appointment-unknown', appointmentId }]);
    const { siteId, visitTypeId, date, zone, needs } = appointment;
    const known = await this.catalogue.fresh();
    const found = bookable(known, { siteId, visitTypeId, wanted, needs });
    if (!('visitType' in found)) return this.refuse(asked, found);
    const wantedDate = localDateOf(start, zone);
    if (wantedDate !== date) return this.refuse(asked, [{ code: 'another-day', appointmentId, date, wanted: wantedDate }]);
    const phases = phasesAt({ phases: narrow(found.visitType.phases, wanted) }, start);
    const pools = phases.flatMap(({ anyOf }) => anyOf);
    if (start >= asked.at) await this.days.bringHours(known, { siteId, date }, pools, asked);
    const { gridMinutes } = found;
    const rules = rulesOf(found.visitType, zone, asked.at, heldBlocks(known, { siteId, zone }, date, pools));
    return this.desk.act(appointmentId, asked, (of) => ({
      type: 'MoveAppointment',
      data: { ...of, ...visitAt(found.visitType, start), phases, gridMinutes, rules },
    }));
  }

  async reassign(appointmentId: string, phase: string, resourceId: string, asked: Asked) {
    const appointment = (await this.desk.find(appointmentId))?.appointment;
    if (!appointment) return this.refuse(asked, [{ code: 'appointment-unknown', appointmentId }]);
    const { siteId, visitTypeId, date, needs } = appointment;
    const known = await this.catalogue.fresh();
    const found = bookable(known, { siteId, visitTypeId, wanted: [resourceId], needs });
    if (!('visitType' in found)) return this.refuse(asked, found);
    const isOther = ({ name, anyOf }: { readonly name: string; readonly anyOf: readonly string[] }) =>
      name === phase && !anyOf.includes(resourceId);
    if (found.visitType.phases.some(isOther)) return this.refuse(asked, [{ code: 'resource-of-no-phase', resourceId }]);
    await this.days.bringHours(known, { siteId, date }, [resourceId], asked);
    const together = withSameAs(found.visitType.phases, phase);
    return this.desk.act(appointmentId, asked, (of) => ({ type: 'ReassignResource', data: { ...of, phase, resourceId, together } }));
  }

  private refuse(asked: Asked, refusals: readonly MovingRefusal[]) {
    const { expected: _, ...without } = asked;
    return this.streams.days.refuse(without, refusals);
  }
}
