import { partsOf } from '../scheduling.parts.js';
import { usesOfDay } from '../day-schedule/day-schedule.state.js';
import { startClinic } from './clinic-under-test.js';

const everyDay = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'];
const rooms = ['or-3', 'or-5'];

/** With two operating rooms that are open day and night, where an emergency takes half an hour before and after its 3.5 hours. */
export const startNightClinic = async () => {
  const clinic = await startClinic({ now: '2026-11-24T12:00:00Z' });
  for (const id of rooms) {
    await clinic.command('put', `/resources/${id}`, { kind: 'room', name: 'An operating room', capacity: 1 }).expect(200);
    const allDay = [{ daysOfWeek: everyDay, availableStartTime: '00:00', availableEndTime: '24:00' }];
    await clinic.command('put', `/sites/north/resources/${id}/hours`, { availableTime: allDay }).expect(200);
  }
  const phases = [
    { name: 'room', offsetMinutes: -30, durationMinutes: 240, anyOf: rooms },
    { name: 'cleaning', offsetMinutes: 210, durationMinutes: 30, anyOf: rooms, sameAs: 'room' },
  ];
  await clinic
    .command('put', '/sites/north/visit-types/emergency', { name: 'Emergency', departmentId: 'general', durationMinutes: 210, phases })
    .expect(200);
  const dayOf = async (date: string) => (await partsOf(clinic.runtime()).streams.days.load(`north/${date}`)).state;
  return {
    ...clinic,
    dayOf,
    /** What is taken of each room on a date. */
    async taken(date: string): Promise<readonly (readonly string[])[]> {
      const day = await dayOf(date);
      return rooms.map((id) => usesOfDay(day, id).map(({ from, to }) => `${from.slice(8, 16)}–${to.slice(8, 16)}`));
    },
  };
};

export type NightClinic = Awaited<ReturnType<typeof startNightClinic>>;
