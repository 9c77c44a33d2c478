import { randomUUID } from 'node:crypto';
import type { Asked } from '@liaison/event-store';
import { addDays, addMinutes } from '@liaison/kernel';
import { appointmentOf, stands } from '../day-schedule/day-schedule.state.js';
import type { SchedulingParts } from '../scheduling.parts.js';
import { Killed, mortalProcess } from '../testing/mortal-process.js';
import { startNightClinic, type NightClinic } from '../testing/night-clinic.js';

const mostAppends = 60;
type Scene = { readonly date: string; readonly appointmentId: string; readonly asked: Asked };
type Deed = {
  /** Whether the visit is there already. */
  readonly isThere: boolean;
  readonly does: (process: SchedulingParts, scene: Scene) => Promise<{ readonly accepted: boolean }>;
  /** Where it is afterwards, in days from the date of the scene. */
  readonly done: number | 'nowhere';
};

/** At 22:00, or at 23:00 in summer. */
const evening = (date: string) => `${addDays(date, 1)}T03:00:00Z`;
const wanted = ({ date, appointmentId }: Scene) => ({
  ...{ appointmentId, siteId: 'north', visitTypeId: 'emergency', patientId: randomUUID(), start: evening(date), with: ['or-3'], needs: [] },
});
const deeds: Record<string, Deed> = {
  booked: { isThere: false, does: ({ desk }, scene) => desk.book(wanted(scene), scene.asked), done: 0 },
  held: { isThere: false, does: ({ desk }, scene) => desk.hold(wanted(scene), 60, scene.asked), done: 0 },
  'moved to the night after': {
    isThere: true,
    does: ({ mover }, { appointmentId, date, asked }) =>
      mover.move(appointmentId, { start: evening(addDays(date, 1)), with: [], breakGaps: false }, asked),
    done: 1,
  },
  cancelled: {
    isThere: true,
    does: ({ appointments }, { appointmentId, asked }) =>
      appointments.act(appointmentId, asked, (of) => ({ type: 'CancelAppointment', data: { ...of, reason: 'pat' } })),
    done: 'nowhere',
  },
};

describe('A visit over midnight whose process is killed', () => {
  let clinic: NightClinic;
  let date = '2026-12-01';
  beforeAll(async () => {
    clinic = await startNightClinic();
  }, 60_000);
  afterAll(() => clinic?.stop());

  const scene = async (isThere: boolean): Promise<Scene> => {
    date = addDays(date, 3);
    const asked = { commandId: randomUUID(), by: 'desk', at: clinic.clock.now(), fingerprint: 'f' };
    const there = isThere ? await clinic.book(evening(date), { visitTypeId: 'emergency', with: ['or-3'] }).expect(201) : undefined;
    return { date, asked, appointmentId: there?.body.appointmentId ?? randomUUID() };
  };
  /** @returns whether it came to its end */
  const killedAt = async (deed: Deed, each: Scene, appends: number, when: 'before' | 'after'): Promise<boolean> => {
    const process = await mortalProcess(clinic.runtime(), appends, when);
    try {
      expect((await deed.does(process, each)).accepted).toBe(true);
      return true;
    } catch (fault) {
      if (fault instanceof Killed) return false;
      throw fault;
    } finally {
      await process.stop();
    }
  };
  const daysOf = (each: Scene) => Promise.all([0, 1, 2].map((n) => clinic.dayOf(addDays(each.date, n))));
  /** Nothing is held, and both days say the same of it. */
  const isSettled = async (each: Scene): Promise<boolean> => {
    const days = await daysOf(each);
    const homes = days.map((day) => stands(day, each.appointmentId));
    const continues = days.map((day) => day.continuations.get(each.appointmentId)?.stands === true);
    return (
      days.every((day) => day.reservations.size + day.coming.size + day.leaving.size === 0) &&
      homes.every((isHome, n) => isHome === (continues[n + 1] ?? false))
    );
  };
  const placeOf = async (each: Scene): Promise<number | 'nowhere'> => {
    const days = await daysOf(each);
    const home = days.findIndex((day) => stands(day, each.appointmentId));
    const [day, beside] = [days[home], days[home + 1]];
    const taken = (await Promise.all([0, 1, 2].map((n) => clinic.taken(addDays(each.date, n))))).map((rooms) => rooms.flat().length);
    expect(taken).toEqual([0, 1, 2].map((n) => (home < 0 ? 0 : n === home ? 1 : n === home + 1 ? 2 : 0)));
    if (!day || !beside) return 'nowhere';
    expect(beside.continuations.get(each.appointmentId)?.commitmentId).toBe(appointmentOf(day, each.appointmentId)?.beyond?.commitmentId);
    return home;
  };

  it.each(Object.entries(deeds).flatMap(([name, deed]) => (['before', 'after'] as const).map((when) => ({ name, deed, when }))))(
    '$when any append by which it is $name: that is done on both days, or on neither',
    async ({ deed, when }) => {
      const scenes: Scene[] = [];
      for (let n = 0, isDone = false; !isDone; n++) {
        expect(n).toBeLessThan(mostAppends);
        const each = await scene(deed.isThere);
        scenes.push(each);
        isDone = await killedAt(deed, each, n, when);
      }
      clinic.clock.set(addMinutes(clinic.clock.now(), 3));
      const before = deed.isThere ? 0 : 'nowhere';
      const places: (number | 'nowhere')[] = [];
      for (const each of scenes) {
        while (!(await isSettled(each))) continue;
        places.push(await placeOf(each));
      }
      // undone up to some append, and done from there on
      const undone = places.findIndex((place) => place !== before);
      expect(places).toEqual(places.map((_, n) => (n < undone ? before : deed.done)));
      expect(places.at(-1)).toBe(deed.done);
      expect(when === 'after' || undone > 0).toBe(true);
    },
    180_000,
  );
});
