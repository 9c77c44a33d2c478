import { addDays, firstAt, localDay } from '@liaison/kernel';
import { v5 as uuidv5 } from 'uuid';
import { closes, gridMinutes, hospitalSite, opens, rooms, visitMinutes, type Department } from './hospital.js';

export type HospitalSize = { readonly departments: number; readonly days: number; readonly appointments: number; readonly seed: number };
export type HospitalVisit = {
  readonly appointmentId: string;
  readonly departmentId: string;
  /** Of the site's calendar. */
  readonly date: string;
  readonly body: {
    readonly siteId: string;
    readonly visitTypeId: string;
    readonly patientId: string;
    readonly start: string;
    readonly with: readonly string[];
  };
};

const namespace = '0c6e6f44-3d86-5a6a-9b0e-70d1f7c0a7d2';
/** A visit, and as long again at most until the next one of the same room. */
const slotMinutes = 2 * visitMinutes;
const slots = (closes - opens) / slotMinutes;

/** How many visits there is room for: on each day each room of each department sees one patient a slot. */
export const roomFor = ({ departments, days }: Pick<HospitalSize, 'departments' | 'days'>): number => departments * days * rooms * slots;

/** Days that are booked together: neighbours do not wait for each other, and whoever books them all has each in mind. */
const week = 7;

const placeOf = (n: number, { days, appointments }: HospitalSize): { readonly day: number; readonly ofDay: number } => {
  const onEach = Math.ceil(appointments / days);
  const first = week * Math.trunc(n / (week * onEach));
  const [ofWeek, together] = [n - first * onEach, Math.min(week, days - first)];
  return { day: first + (ofWeek % together), ofDay: Math.trunc(ofWeek / together) };
};

/**
 * The n-th visit of a hospital, the same for the same seed and size: one week after the other, in each the days by turns, on each day
 * the departments, then their rooms, then the slots. A room is with one practitioner, and nobody comes twice on a day, so that all of them can be booked.
 *
 * @param firstDate of the site's calendar
 */
export const visitAt = (n: number, size: HospitalSize, departments: readonly Department[], firstDate: string): HospitalVisit => {
  const { seed } = size;
  const { day, ofDay } = placeOf(n, size);
  const [ward, ofWard] = [ofDay % departments.length, Math.trunc(ofDay / departments.length)];
  const [room, slot] = [ofWard % rooms, Math.trunc(ofWard / rooms)];
  const department = departments[ward];
  if (!department) throw new RangeError(`there is no visit ${n}`);
  const chance = mixed(seed, n);
  const late = chance % (visitMinutes / gridMinutes + 1);
  const date = addDays(firstDate, day);
  const calendar = localDay(date, hospitalSite.zone);
  return {
    appointmentId: uuidv5(`${seed} appointment ${n}`, namespace),
    departmentId: department.departmentId,
    date,
    body: {
      siteId: hospitalSite.siteId,
      visitTypeId: `${department.departmentId}-${room < department.deviceIds.length ? 'treatment' : 'visit'}`,
      patientId: uuidv5(`${seed} patient ${(17 * ofDay + 31 * day) % mostPatients}`, namespace),
      start: firstAt(calendar, opens + slot * slotMinutes + late * gridMinutes),
      with: [
        department.practitionerIds[room] ?? '',
        department.roomIds[room] ?? '',
        ...(department.deviceIds[room] ? [department.deviceIds[room]] : []),
      ],
    },
  };
};

/** More than one day has visits. */
const mostPatients = 40_000;

/** Thomas Wang's 32-bit mix of two numbers. */
const mixed = (seed: number, n: number): number => {
  let key = Math.imul(seed, 0x9e3779b1) ^ n;
  key = Math.imul(key ^ 61 ^ (key >>> 16), 9);
  key = Math.imul(key ^ (key >>> 4), 0x27d4eb2d);
  return (key ^ (key >>> 15)) >>> 0;
};
