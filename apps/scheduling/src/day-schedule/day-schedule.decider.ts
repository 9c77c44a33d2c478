import { rejected, type Decider } from '@liaison/kernel';
import type { TimeRefusal } from './appointment.policies.js';
import { bookAppointment, type BookAppointment, type BookingRefusal } from './book-appointment/book-appointment.js';
import { bookHeld, type BookHeld } from './book-held/book-held.js';
import { cancelAppointment, type CancelAppointment } from './cancel-appointment/cancel-appointment.js';
import { carryContinuation, type CarryContinuation } from './carry-continuation/carry-continuation.js';
import { checkInPatient, type CheckInPatient } from './check-in-patient/check-in-patient.js';
import { closeHours, type CloseHours } from './close-hours/close-hours.js';
import { confirmAppointment, type ConfirmAppointment } from './confirm-appointment/confirm-appointment.js';
import { confirmReservation, type ConfirmReservation } from './confirm-reservation/confirm-reservation.js';
import type { DayScheduleEvent } from './day-schedule.events.js';
import { evolve, initial, type DaySchedule } from './day-schedule.state.js';
import { theAppointmentIsHereToStay, type ElsewhereRefusal } from './elsewhere.policies.js';
import { enterInError, type EnterInError } from './enter-in-error/enter-in-error.js';
import { expireHold, type ExpireHold } from './expire-hold/expire-hold.js';
import { finishEncounter, type FinishEncounter } from './finish-encounter/finish-encounter.js';
import { holdAppointment, type HoldAppointment } from './hold-appointment/hold-appointment.js';
import { moveAppointment, type MoveAppointment } from './move-appointment/move-appointment.js';
import { noteReminderDue, type NoteReminderDue } from './note-reminder-due/note-reminder-due.js';
import { reassignResource, type ReassignmentRefusal, type ReassignResource } from './reassign-resource/reassign-resource.js';
import { receiveHours, type ReceiveHours } from './receive-hours/receive-hours.js';
import { recordArrival, type RecordArrival } from './record-arrival/record-arrival.js';
import { recordNoShow, type NoShowRefusal, type RecordNoShow } from './record-no-show/record-no-show.js';
import { releaseHold, type ReleaseHold } from './release-hold/release-hold.js';
import { releaseReservation, type ReleaseReservation } from './release-reservation/release-reservation.js';
import { renewHold, type RenewalRefusal, type RenewHold } from './renew-hold/renew-hold.js';
import { reopenHours, type ReopenHours } from './reopen-hours/reopen-hours.js';
import { reserveVisits, type ReserveVisits, type ReservingRefusal } from './reserve-visits/reserve-visits.js';
import { returnHours, type ReturnHours } from './return-hours/return-hours.js';
import { startEncounter, type StartEncounter } from './start-encounter/start-encounter.js';
import { undoStep, type UndoRefusal, type UndoStep } from './undo-step/undo-step.js';

export type DayScheduleCommand =
  | ReceiveHours
  | ReturnHours
  | CloseHours
  | ReopenHours
  | HoldAppointment
  | RenewHold
  | ReleaseHold
  | ExpireHold
  | BookHeld
  | ReserveVisits
  | ConfirmReservation
  | ReleaseReservation
  | CarryContinuation
  | BookAppointment
  | MoveAppointment
  | ReassignResource
  | ConfirmAppointment
  | RecordArrival
  | CheckInPatient
  | StartEncounter
  | FinishEncounter
  | RecordNoShow
  | CancelAppointment
  | EnterInError
  | UndoStep
  | NoteReminderDue;
export type DayScheduleRefusal =
  BookingRefusal | ElsewhereRefusal | ReservingRefusal | NoShowRefusal | ReassignmentRefusal | RenewalRefusal | TimeRefusal | UndoRefusal;

export const daySchedule: Decider<DayScheduleCommand, DaySchedule, DayScheduleEvent, DayScheduleRefusal> = {
  initial,
  evolve,
  decide: (command, day) => {
    const isOfHere = 'appointmentId' in command.data && command.type !== 'CarryContinuation';
    const elsewhere = isOfHere ? theAppointmentIsHereToStay(command.data.appointmentId, day) : [];
    if (elsewhere.length > 0) return rejected(...elsewhere);
    switch (command.type) {
      case 'ReceiveHours':
        return receiveHours(command, day);
      case 'ReturnHours':
        return returnHours(command, day);
      case 'CloseHours':
        return closeHours(command, day);
      case 'ReopenHours':
        return reopenHours(command, day);
      case 'HoldAppointment':
        return holdAppointment(command, day);
      case 'RenewHold':
        return renewHold(command, day);
      case 'ReleaseHold':
        return releaseHold(command, day);
      case 'ExpireHold':
        return expireHold(command, day);
      case 'BookHeld':
        return bookHeld(command, day);
      case 'ReserveVisits':
        return reserveVisits(command, day);
      case 'ConfirmReservation':
        return confirmReservation(command, day);
      case 'ReleaseReservation':
        return releaseReservation(command, day);
      case 'CarryContinuation':
        return carryContinuation(command, day);
      case 'BookAppointment':
        return bookAppointment(command, day);
      case 'MoveAppointment':
        return moveAppointment(command, day);
      case 'ReassignResource':
        return reassignResource(command, day);
      case 'ConfirmAppointment':
        return confirmAppointment(command, day);
      case 'RecordArrival':
        return recordArrival(command, day);
      case 'CheckInPatient':
        return checkInPatient(command, day);
      case 'StartEncounter':
        return startEncounter(command, day);
      case 'FinishEncounter':
        return finishEncounter(command, day);
      case 'RecordNoShow':
        return recordNoShow(command, day);
      case 'CancelAppointment':
        return cancelAppointment(command, day);
      case 'EnterInError':
        return enterInError(command, day);
      case 'UndoStep':
        return undoStep(command, day);
      case 'NoteReminderDue':
        return noteReminderDue(command, day);
    }
  },
};
