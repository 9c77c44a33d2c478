import { TooMuchContention, type Asked } from '@liaison/event-store';
import type { CommitmentFinishing } from '../commitment/commitment-finishing.js';
import type { SchedulingStreams } from '../scheduling.streams.js';
import type { AppointmentUnknown, DayBeside, OfAppointment } from './appointment.policies.js';
import { dayIdOf, type Hold } from './appointment.state.js';
import type { CarryingOverMidnight } from './carrying-over-midnight.js';
import type { DayScheduleCommand } from './day-schedule.decider.js';
import { appointmentOf, type Appointment, type DaySchedule } from './day-schedule.state.js';
import { datesReached } from './over-midnight.js';

export type Located = {
  readonly appointment: Appointment;
  readonly hold: Hold | undefined;
  /** The commitment that is about to take it from where it is. */
  readonly leavingBy: string | undefined;
  readonly revision: number;
};
type Place = { readonly id: string; readonly day: DaySchedule; readonly revision: number };

/** What has happened, and a death, is recorded whatever somebody is planning at the moment. */
const facts: ReadonlySet<DayScheduleCommand['type']> = new Set(['RecordArrival', 'CheckInPatient', 'StartEncounter', 'FinishEncounter']);
const overtakes = (command: DayScheduleCommand): boolean =>
  facts.has(command.type) || (command.type === 'CancelAppointment' && command.data.reason === 'pat-dec');

/** What is judged, or noted, by what there is on the days beside too. */
type LooksBeside = Extract<
  DayScheduleCommand,
  { type: 'RecordArrival' | 'CheckInPatient' | 'StartEncounter' | 'FinishEncounter' | 'BookHeld' }
>;
const whenOf = (command: LooksBeside, { from }: Appointment): string =>
  command.type === 'BookHeld' ? from : (command.data.happenedAt ?? command.data.now);
const looksBeside = (command: DayScheduleCommand): command is LooksBeside => facts.has(command.type) || command.type === 'BookHeld';

/** How often it may get away to another day, or into another commitment, while somebody asks for it. */
const mostLooks = 50;

/** Commands for an appointment whose id is all that somebody knows: its booking says on which day it is. */
export class AppointmentDesk {
  constructor(
    private readonly streams: SchedulingStreams,
    private readonly finishing: CommitmentFinishing,
    private readonly carrying: CarryingOverMidnight,
  ) {}

  /** If-Match is about the appointment, not about everything else on its day: the rules of the day judge it. */
  async act(
    appointmentId: string,
    { expected: seen, expectedOf: seenOn, ...asked }: Asked,
    command: (of: OfAppointment & { readonly by: string }) => DayScheduleCommand,
  ) {
    const of = { appointmentId, now: asked.at, seen, seenOn, by: asked.by };
    const asking = command(of);
    const isFact = overtakes(asking);
    // a commitment may begin, or end, between the look and the decision
    const asksAgain = (refusals: readonly { readonly code: string }[]) =>
      refusals.some(({ code }) => code === 'moved-away' || (isFact && code === 'commitment-pending'));
    for (let looks = 0; looks < mostLooks; looks++) {
      const place = await this.settledPlace(appointmentId, isFact ? 'overtaken' : 'deadline');
      if (!place) return this.streams.days.refuse<AppointmentUnknown>(asked, [{ code: 'appointment-unknown', appointmentId }]);
      const appointment = appointmentOf(place.day, appointmentId);
      const beside = appointment && looksBeside(asking) ? await this.beside(appointment, whenOf(asking, appointment)) : [];
      const outcome = await this.streams.days.handle(place.id, beside.length > 0 ? command({ ...of, beside }) : asking, asked, {
        asksAgain,
      });
      if (outcome.accepted && appointment?.beyond) await this.carrying.carry(appointmentId, appointment, asked);
      if (outcome.accepted || outcome.repeated || !asksAgain(outcome.refusals)) return outcome;
    }
    throw new TooMuchContention(`scheduling.booking-${appointmentId}`, mostLooks);
  }

  async find(appointmentId: string): Promise<Located | undefined> {
    const found = await this.placeOf(appointmentId);
    const isComing = found?.day.coming.has(appointmentId) && !found.day.appointments.has(appointmentId);
    const place = isComing ? await this.settledPlace(appointmentId, 'deadline') : found;
    const appointment = place && appointmentOf(place.day, appointmentId);
    // whoever plans with it finds both its days done
    if (appointment?.beyond) await this.finishing.finish(appointment.beyond.commitmentId);
    if (!appointment) return undefined;
    const [hold, leavingBy] = [place.day.holds.get(appointmentId), place.day.leaving.get(appointmentId)];
    return { appointment, hold, leavingBy, revision: place.revision };
  }

  /** Its day, after the commitment that is deciding about it has been finished as far as it can be. */
  private async settledPlace(appointmentId: string, because: 'deadline' | 'overtaken'): Promise<Place | undefined> {
    const place = await this.placeOf(appointmentId);
    const pending = place?.day.leaving.get(appointmentId) ?? place?.day.coming.get(appointmentId)?.commitmentId;
    if (pending === undefined) return place;
    await this.finishing.settle(pending, because);
    return this.placeOf(appointmentId);
  }

  private async beside(appointment: Appointment, happenedAt: string): Promise<readonly DayBeside[]> {
    return Promise.all(
      datesReached(appointment, happenedAt).map(async (date) => ({
        date,
        day: (await this.streams.days.load(`${appointment.siteId}/${date}`)).state,
      })),
    );
  }

  private async placeOf(appointmentId: string): Promise<Place | undefined> {
    const { state } = await this.streams.bookings.load(appointmentId);
    if (state.status === 'unknown') return undefined;
    const id = dayIdOf(state);
    const { state: day, revision } = await this.streams.days.load(id);
    return { id, day, revision };
  }
}
