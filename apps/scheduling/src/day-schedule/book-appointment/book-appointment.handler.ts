import { stepOf, type Asked, type Json } from '@liaison/event-store';
import { onTheWall } from '@liaison/kernel';
import type { RequestRefusal } from '../../booking/request-booking/request-booking.js';
import { bookable, type Bookable, type NotBookable } from '../../catalogue/bookable.js';
import type { Catalogue } from '../../catalogue/catalogue.js';
import type { FreeTimesFinder } from '../../free-times/find-free-times.js';
import type { DeceasedPatients } from '../../patient/deceased-patients.js';
import type { SchedulingStreams } from '../../scheduling.streams.js';
import type { DayScheduleCommand } from '../day-schedule.decider.js';
import type { OverbookingReason } from '../day-schedule.events.js';
import type { DaySchedules } from '../day-schedules.js';
import { dateBeside } from '../fitting/fit-over-midnight.js';
import { holdMinutes } from '../holds.policies.js';
import type { BookAppointment } from './book-appointment.js';
import type { BookingOverMidnight } from './booking-over-midnight.js';
import { plannedVisit, poolsOf } from './planned-visit.js';
import { tooFarAhead, type TooFarAhead } from './too-far-ahead.js';

export type WantedBooking = {
  readonly appointmentId: string;
  readonly siteId: string;
  readonly visitTypeId: string;
  readonly patientId: string;
  /** UTC at whole seconds. */
  readonly start: string;
  readonly with: readonly string[];
  readonly needs: readonly string[];
  /** By somebody of these roles, who gives a reason. */
  readonly overbook?: { readonly roles: readonly string[]; readonly reason: OverbookingReason } | undefined;
};
export type EdgeRefusal = NotBookable | TooFarAhead | RequestRefusal | { readonly code: 'patient-deceased'; readonly patientId: string };

/** How many free times a refusal offers instead. */
const alternatives = 3;

/** From a wish to a command of one day: what it needs, where its hours come from, and what to offer when it is refused. */
export class BookAppointmentHandler {
  constructor(
    private readonly streams: SchedulingStreams,
    private readonly catalogue: Pick<Catalogue, 'fresh'>,
    private readonly days: DaySchedules,
    private readonly finder: FreeTimesFinder,
    private readonly deceased: Pick<DeceasedPatients, 'has'>,
    private readonly overMidnight: Pick<BookingOverMidnight, 'book'>,
  ) {}

  book(wanted: WantedBooking, asked: Asked) {
    return this.plan(wanted, asked, (data) => ({ type: 'BookAppointment', data }));
  }

  /** As long as is asked for, or as the kind of visit says, or as is usual. */
  hold(wanted: WantedBooking, asFor: number | undefined, asked: Asked) {
    return this.plan(wanted, asked, (data, visitType) => {
      const minutes = asFor ?? visitType.holdMinutes ?? holdMinutes;
      return { type: 'HoldAppointment', data: { ...data, by: asked.by, minutes } };
    });
  }

  private async plan(
    wanted: WantedBooking,
    asked: Asked,
    command: (data: BookAppointment['data'], visitType: Bookable['visitType']) => DayScheduleCommand,
  ) {
    const { appointmentId, siteId, visitTypeId, patientId, start, needs, overbook } = wanted;
    if (this.deceased.has(patientId)) return this.refuse(asked, [{ code: 'patient-deceased', patientId }]);
    const known = await this.catalogue.fresh();
    const found = bookable(known, { siteId, visitTypeId, wanted: wanted.with, needs, overbook });
    if (!('visitType' in found)) return this.refuse(asked, found);
    const { site } = found;

    const visit = plannedVisit(known, found, { appointmentId, patientId, start, with: wanted.with, needs }, asked.at);
    const { date } = visit;
    const tooFar = tooFarAhead(date, site.zone, asked.at);
    if (tooFar.length > 0) return this.refuse(asked, tooFar);
    const data = { ...visit, now: asked.at, by: asked.by };
    let commanded = command(data, found.visitType);
    const besides = dateBeside(data);
    if (besides !== undefined) {
      const hold = commanded.type === 'HoldAppointment' ? { holder: asked.by, minutes: commanded.data.minutes } : undefined;
      const outcome = await this.overMidnight.book(wanted, visit, asked, hold);
      if (outcome) return outcome;
      const beside = [{ date: besides, day: await this.days.load(siteId, besides) }];
      if (commanded.type === 'BookAppointment') commanded = { ...commanded, data: { ...commanded.data, beside } };
    }
    const claim = { type: 'RequestBooking', data: { appointmentId, siteId, date } } as const;
    const step = stepOf(asked, `claim ${siteId}/${date}`); // another day is another claim, whatever key it comes with
    const claimed = await this.streams.bookings.handle(appointmentId, claim, step, { likelyNew: true });
    if (!claimed.accepted) return this.refuse(asked, claimed.refusals.filter(isClaimRefusal));

    const onRefusal = async (): Promise<Json> => {
      const offers = await this.finder.nearest(known, { ...found, patientId, with: wanted.with }, start, alternatives);
      return { alternatives: offers.map(({ from, to }) => ({ start: from, end: to, local: onTheWall(from, site.zone) })) };
    };
    const decided = (asksAgain: () => boolean) => this.streams.days.handle(`${siteId}/${date}`, commanded, asked, { onRefusal, asksAgain });
    if (start < asked.at) return decided(() => false);
    const bring = (look: 'seen' | 'now') => this.days.bringHours(known, { siteId, date }, poolsOf(visit.phases), asked, look);
    const isSure = await bring('seen');
    const outcome = await decided(() => !isSure);
    if (isSure || outcome.accepted || outcome.repeated) return outcome;
    await bring('now');
    return decided(() => false);
  }

  private refuse(asked: Asked, refusals: readonly EdgeRefusal[]) {
    return this.streams.days.refuse(asked, refusals);
  }
}

export const isClaimRefusal = (refusal: { readonly code: string }): refusal is RequestRefusal => refusal.code === 'appointment-id-used';
