import { onTheWall, toUtc } from '@liaison/kernel';
import { ofStream } from '@liaison/service-kit';
import { z } from 'zod';
import { InstantWithOffset, Uuid } from '../http/ids.js';
import { Recorded } from '../http/recorded.js';
import { appointmentStatuses, dayIdOf } from './appointment.state.js';
import { onBehalfOf } from './cancellation-reasons.js';
import { Overbooked, type DayOfSite, type DayScheduleEvent } from './day-schedule.events.js';
import type { Appointment } from './day-schedule.state.js';

export const AppointmentPath = z.object({ appointmentId: Uuid });

export const AppointmentStatus = z.enum(appointmentStatuses).describe('As in FHIR R4 Appointment.status');
/** Of time that a commitment over several days has reserved, and may release. */
export const SlotStatus = z.literal('busy-tentative').describe('As in FHIR R4 Slot.status');
export const OnBehalfOf = z.enum(onBehalfOf).optional().describe('For whom, where it is not for whoever asks');

const TakenUse = z
  .object({ phase: z.string(), resourceId: z.string(), load: z.int(), from: z.string(), to: z.string(), session: z.string().optional() })
  .meta({ id: 'Use' });

export const AppointmentBody = z
  .object({
    appointmentId: z.uuid(),
    status: AppointmentStatus,
    confirmed: z.boolean().describe('The patient has accepted'),
    patientId: z.uuid(),
    siteId: z.string(),
    departmentId: z.string(),
    visitTypeId: z.string(),
    date: z.string().describe("Of the site's calendar"),
    zone: z.string(),
    start: z.string().describe("The patient's own time, UTC"),
    end: z.string(),
    local: z.string().describe('The start on the wall clock of the site'),
    uses: z.array(TakenUse),
    needs: z.array(z.string()).optional(),
    overbooked: Overbooked.optional(),
    authorization: z.string().optional().describe('What a payer has to authorise beforehand'),
    supplyKitId: z.string().optional(),
    seriesId: z.uuid().optional().describe('Of the series that it belongs to'),
    linkedVisitsId: z.uuid().optional().describe('Of the visits that it was booked together with'),
    arrivedAt: z.string().optional(),
    checkedInAt: z.string().optional(),
    encounterId: z.uuid().optional(),
    startedAt: z.string().optional(),
    finishedAt: z.string().optional(),
  })
  .meta({ id: 'Appointment' });

/** An appointment as everybody outside sees it. */
export const appointmentBody = ({ from, to, uses, ...visit }: Appointment): z.infer<typeof AppointmentBody> => {
  const { arrivedAt, checkedInAt, encounterId, startedAt, finishedAt } = visit;
  const body = {
    appointmentId: visit.appointmentId,
    status: visit.status,
    confirmed: visit.confirmed ?? false,
    patientId: visit.patientId,
    siteId: visit.siteId,
    departmentId: visit.departmentId,
    visitTypeId: visit.visitTypeId,
    date: visit.date,
    zone: visit.zone,
    start: from,
    end: to,
    local: onTheWall(from, visit.zone),
    uses: [...uses],
    ...(visit.needs && { needs: [...visit.needs] }),
    ...{ overbooked: visit.overbooked, authorization: visit.authorization, supplyKitId: visit.supplyKitId },
    ...{ seriesId: visit.seriesId, linkedVisitsId: visit.linkedVisitsId },
    ...{ arrivedAt, checkedInAt, encounterId, startedAt, finishedAt },
  };
  return onDay(body, visit);
};

const Clash = z
  .object({
    appointmentId: z.uuid().optional().describe('The other visit'),
    resourceId: z.string().optional().describe('What both need; alone: it is not there then'),
  })
  .meta({ id: 'Clash' });

/** The answer to a step of an appointment's life. */
export const StepTaken = Recorded.extend({
  appointmentId: z.uuid(),
  status: AppointmentStatus,
  encounterId: z.uuid().optional(),
  clashes: z.array(Clash).describe('What it collides with: it has happened and is recorded all the same'),
}).meta({ id: 'AppointmentStep' });

/** A body of a step that has happened. */
export const Happened = z
  .object({ happenedAt: InstantWithOffset.optional().describe('The true time, when it is entered late. Default: now') })
  .meta({ id: 'Happened' });

export const happenedAt = ({ happenedAt: instant }: z.infer<typeof Happened>) => (instant === undefined ? undefined : toUtc(instant));

/** The ETag names the day too: on another day its revision says nothing. */
export const onDay = <Body extends object>(body: Body, day: DayOfSite): Body => ofStream(body, dayIdOf(day));

/** What the events of a step say of it; nothing new was to be said when it had been taken before. */
export const stepTaken = (
  appointmentId: string,
  status: z.infer<typeof AppointmentStatus>,
  events: readonly DayScheduleEvent[],
): Omit<z.infer<typeof StepTaken>, keyof typeof Recorded.shape> => {
  const event = events.at(-1);
  const clashes = event && 'clashes' in event.data ? [...event.data.clashes] : [];
  const body = { appointmentId, status, clashes, ...(event && 'encounterId' in event.data && { encounterId: event.data.encounterId }) };
  return event && 'siteId' in event.data && 'date' in event.data ? onDay(body, event.data) : body;
};
