import { randomUUID } from 'node:crypto';
import type { Asked } from '@liaison/event-store';
import { addDays } from '@liaison/kernel';
import { v5 as uuidv5 } from 'uuid';
import { appointmentOf, stands } from '../day-schedule/day-schedule.state.js';
import { partsOf } from '../scheduling.parts.js';
import { at, startClinic, type ClinicUnderTest } from '../testing/clinic-under-test.js';
import { Killed, mortalProcess } from '../testing/mortal-process.js';
import type { CommitmentOutcome } from './commitments.js';
import type { Part } from './parts.js';

type Scene = {
  readonly commitmentId: string;
  readonly asked: Asked;
  readonly parts: readonly Part[];
  readonly dates: readonly string[];
  readonly ids: { readonly moved: string; readonly shifted: string; readonly cancelled: string; readonly new: string };
};

describe('A commitment whose process is killed', () => {
  let clinic: ClinicUnderTest;
  let week = '2026-12-07';
  beforeAll(async () => {
    clinic = await startClinic();
  }, 60_000);
  afterAll(() => clinic?.stop());

  const utc = (time: string, date: string) => new Date(at(time, date)).toISOString().replace('.000', '');
  const book = async (start: string): Promise<string> => (await clinic.book(start).expect(201)).body.appointmentId;

  /** One appointment to another day, one an hour later, one cancelled and one new: on four days of a week of its own. */
  const scene = async (): Promise<Scene> => {
    week = addDays(week, 7);
    const dates = [0, 1, 2, 3].map((n) => addDays(week, n));
    const [monday = '', tuesday = '', wednesday = '', thursday = ''] = dates;
    const ids = {
      moved: await book(at('09:00', monday)),
      shifted: await book(at('09:00', wednesday)),
      cancelled: await book(at('09:00', thursday)),
      new: randomUUID(),
    };
    const commandId = randomUUID();
    const visit = { siteId: 'north', visitTypeId: 'check-up', patientId: randomUUID(), with: [], needs: [] };
    return {
      ...{ commitmentId: uuidv5('commitment', commandId), dates, ids },
      asked: { commandId, by: 'desk', at: clinic.clock.now(), fingerprint: 'f' },
      parts: [
        { kind: 'move', appointmentId: ids.moved, start: utc('10:00', tuesday), with: [] },
        { kind: 'move', appointmentId: ids.shifted, start: utc('09:15', wednesday), with: [] },
        { kind: 'cancel', appointmentId: ids.cancelled, reason: 'pat' },
        { kind: 'book', appointmentId: ids.new, start: utc('09:00', thursday), ...visit },
      ],
    };
  };
  /** @returns the answer, or nothing when the process was killed before it could give one */
  const killedAt = async ({ commitmentId, parts, asked }: Scene, appends: number, when: 'before' | 'after') => {
    const process = await mortalProcess(clinic.runtime(), appends, when);
    try {
      return await process.commitments.commit({ commitmentId, parts }, asked);
    } catch (fault) {
      if (fault instanceof Killed) return undefined;
      throw fault;
    } finally {
      await process.stop();
    }
  };
  const isSettled = async ({ commitmentId }: Scene): Promise<boolean> => {
    const { state } = await partsOf(clinic.runtime()).streams.commitments.load(commitmentId);
    return state.status === 'unknown' || state.status === 'completed';
  };
  /** Whole or absent; anything else, or anything that is still held, fails. */
  const resultOf = async ({ ids, dates, commitmentId }: Scene): Promise<'whole' | 'absent'> => {
    const { streams } = partsOf(clinic.runtime());
    const days = await Promise.all(dates.map(async (date) => (await streams.days.load(`north/${date}`)).state));
    for (const day of days) {
      expect([day.reservations.size, day.coming.size, day.leaving.size]).toEqual([0, 0, 0]);
      for (let taken = day.taken.get('dr-li'); taken; taken = taken.before) expect(stands(day, taken.appointmentId)).toBe(true);
    }
    const placesOf = (id: string) =>
      days.flatMap((day, n) => {
        const known = stands(day, id) ? appointmentOf(day, id) : undefined;
        return known ? [`${n} ${known.from.slice(11, 16)}`] : [];
      });
    const { state: booking } = await streams.bookings.load(ids.moved);
    const { state } = await streams.commitments.load(commitmentId);
    const isWhole = state.status === 'completed' && state.outcome === 'committed';
    expect({
      moved: placesOf(ids.moved),
      shifted: placesOf(ids.shifted),
      cancelled: placesOf(ids.cancelled),
      new: placesOf(ids.new),
      day: booking.status === 'requested' && booking.date,
    }).toEqual(
      isWhole
        ? { moved: ['1 15:00'], shifted: ['2 14:15'], cancelled: [], new: ['3 14:00'], day: dates[1] }
        : { moved: ['0 14:00'], shifted: ['2 14:00'], cancelled: ['3 14:00'], new: [], day: dates[0] },
    );
    return isWhole ? 'whole' : 'absent';
  };
  const mostAppends = 60;
  /** A scene for each append, killed there, until one comes through. */
  const everywhere = async (when: 'before' | 'after') => {
    const scenes: (Scene & { readonly outcome: CommitmentOutcome | undefined })[] = [];
    for (let n = 0; n < mostAppends; n++) {
      const each = await scene();
      const outcome = await killedAt(each, n, when);
      scenes.push({ ...each, outcome });
      if (outcome) return scenes;
    }
    throw new Error('it never came to its end');
  };

  it.each(['before', 'after'] as const)(
    '%s any of its appends is finished by another one: whole, or absent, and nothing is held',
    async (when) => {
      const scenes = await everywhere(when);
      clinic.clock.set(new Date(Date.parse(clinic.clock.now()) + 3 * 60_000).toISOString().replace('.000', ''));
      const results: ('whole' | 'absent')[] = [];
      for (const each of scenes) {
        while (!(await isSettled(each))) continue;
        const result = await resultOf(each);
        if (each.outcome) expect([each.outcome.accepted, result]).toEqual([true, 'whole']);
        results.push(result);
      }
      // from the commitment on everything is done, before it nothing is
      expect(results).toEqual(results.toSorted());
      expect([results.includes('absent'), results.filter((result) => result === 'whole').length > 5]).toEqual([true, true]);
    },
    180_000,
  );

  it('goes on when the request is sent again, and answers the same from then on', async () => {
    for (let n = 0; n < mostAppends; n++) {
      const each = await scene();
      const first = await killedAt(each, n, 'before');
      const { commitments } = partsOf(clinic.runtime());
      const again = await commitments.commit(each, each.asked);
      expect(again.accepted).toBe(true);
      expect(await resultOf(each)).toBe('whole');
      expect(await commitments.commit(each, each.asked)).toEqual({ ...again, repeated: true });
      if (first) return;
    }
    throw new Error('it never came to its end');
  }, 180_000);

  it('is done once when two processes answer the same request at once', async () => {
    const each = await scene();
    const two = await Promise.all([mortalProcess(clinic.runtime(), 1_000), mortalProcess(clinic.runtime(), 1_000)]);
    const [one, other] = await Promise.all(two.map(({ commitments }) => commitments.commit(each, each.asked)));
    expect([one?.accepted, await resultOf(each)]).toEqual([true, 'whole']);
    expect({ ...other, repeated: false }).toEqual({ ...one, repeated: false });
    await Promise.all(two.map(({ stop }) => stop()));
  }, 60_000);
});
