export { allContracts, type AnyContract } from './all-contracts.js';
export { asyncApi } from './async-api.js';
export { breakingChanges } from './compatibility.js';
export { contract, type Contract, type ContractEvent, type Topic } from './contract.js';
export { breakingApiChanges, type ApiDocument } from './http-compatibility.js';
export { Instant, Interval, inOrder } from './interval.js';
export { jsonSchemaOf, type JsonSchema } from './json-schema.js';
export {
  AppointmentArrivedV1,
  AppointmentBookedV1,
  AppointmentCancelledV1,
  AppointmentConfirmedV1,
  AppointmentFulfilledV1,
  AppointmentMovedV1,
  AppointmentNoShowV1,
  AppointmentReminderDueV1,
  AppointmentStepUndoneV1,
  EncounterFinishedV1,
  schedulingAppointmentsV1,
} from './scheduling.appointments.v1.js';
export { ResourceOutOfServiceV1, ResourceReturnedToServiceV1, schedulingResourcesV1 } from './scheduling.resources.v1.js';
