export { visitAt, type HospitalSize, type HospitalVisit } from './appointments.js';
export { closes, departmentsOf, hospitalDefinitions, hospitalSite, opens, visitMinutes, type Department } from './hospital.js';
