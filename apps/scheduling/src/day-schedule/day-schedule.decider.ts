import type { Decider } from '@liaison/kernel';
import { bookAppointment, type BookAppointment, type BookingRefusal } from './book-appointment/book-appointment.js';
import { cancelAppointment, type CancelAppointment, type CancellationRefusal } from './cancel-appointment/cancel-appointment.js';
import { closeHours, type CloseHours } from './close-hours/close-hours.js';
import type { DayScheduleEvent } from './day-schedule.events.js';
import { evolve, initial, type DaySchedule } from './day-schedule.state.js';
import { receiveHours, type ReceiveHours } from './receive-hours/receive-hours.js';
import { reopenHours, type ReopenHours } from './reopen-hours/reopen-hours.js';
import { returnHours, type ReturnHours } from './return-hours/return-hours.js';

export type DayScheduleCommand = ReceiveHours | ReturnHours | CloseHours | ReopenHours | BookAppointment | CancelAppointment;
export type DayScheduleRefusal = BookingRefusal | CancellationRefusal;

export const daySchedule: Decider<DayScheduleCommand, DaySchedule, DayScheduleEvent, DayScheduleRefusal> = {
  initial,
  evolve,
  decide: (command, day) => {
    switch (command.type) {
      case 'ReceiveHours':
        return receiveHours(command, day);
      case 'ReturnHours':
        return returnHours(command, day);
      case 'CloseHours':
        return closeHours(command, day);
      case 'ReopenHours':
        return reopenHours(command, day);
      case 'BookAppointment':
        return bookAppointment(command, day);
      case 'CancelAppointment':
        return cancelAppointment(command, day);
    }
  },
};
