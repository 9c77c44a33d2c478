export { contract, type Contract, type ContractEvent, type Topic } from './contract.js';
export { Instant, Interval, inOrder } from './interval.js';
export { AppointmentBookedV1, AppointmentCancelledV1, schedulingAppointmentsV1 } from './scheduling.appointments.v1.js';
