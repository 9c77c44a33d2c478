import { randomUUID } from 'node:crypto';
import type { Asked, RecordedEvent } from '@liaison/event-store';
import { addDays, wallTime } from '@liaison/kernel';
import { stands } from '../day-schedule/day-schedule.state.js';
import { partsOf, type SchedulingParts } from '../scheduling.parts.js';
import type { WantedChange } from '../series/change-series/change-plan.js';
import { startClinic, type ClinicUnderTest } from '../testing/clinic-under-test.js';
import { Killed, mortalProcess } from '../testing/mortal-process.js';
import { IntentFollowing } from './intent-following.js';

type Attempt = {
  readonly stream: string;
  readonly asked: Asked;
  readonly act: (of: SchedulingParts) => Promise<{ readonly accepted: boolean }>;
  /** Undefined: neither whole nor absent. */
  readonly result: () => Promise<'whole' | 'absent' | undefined>;
};

describe('What is asked of several days by a process that is killed', () => {
  let clinic: ClinicUnderTest;
  let attempts = 0;
  beforeAll(async () => {
    clinic = await startClinic();
  }, 60_000);
  afterAll(() => clinic?.stop(), 60_000);

  const ours = () => partsOf(clinic.runtime());
  const asking = (): Asked => ({ commandId: randomUUID(), by: 'desk', at: clinic.clock.now(), fingerprint: 'f' });
  const wish = { patientId: randomUUID(), siteId: 'north', visitTypeId: 'check-up', with: [], needs: [] };
  /** The starts that stand, of a patient's visits on the days of a week; nothing may be held there. */
  const standing = async (patientId: string, monday: string): Promise<readonly string[]> => {
    const dates = [0, 1, 2, 3, 4].map((n) => addDays(monday, n));
    const days = await Promise.all(dates.map(async (date) => (await ours().streams.days.load(`north/${date}`)).state));
    for (const day of days) expect([day.reservations.size, day.coming.size, day.leaving.size, day.holds.size]).toEqual([0, 0, 0, 0]);
    return days.flatMap((day) =>
      [...day.appointments.values()]
        .filter((visit) => visit.patientId === patientId && stands(day, visit.appointmentId))
        .map(({ date, from }) => `${dates.indexOf(date)} ${from.slice(11, 16)}`),
    );
  };
  const whichOf = (found: readonly string[], absent: readonly string[], whole: readonly string[]) =>
    (({ [absent.join()]: 'absent', [whole.join()]: 'whole' }) as const)[found.join()];
  /** Four attempts find room in a week, at 08:00, 10:00, 12:00 and 14:00. */
  const ownPlace = () => {
    const hour = 8 + 2 * (attempts % 4);
    const monday = addDays('2026-12-07', 7 * Math.floor(attempts++ / 4));
    const clock = (later: number) => `${String(hour + later).padStart(2, '0')}:00`;
    const utc = (day: number, later: number) => `${day} ${wallTime(addDays(monday, day), clock(later), 'America/New_York').slice(11, 16)}`;
    return { monday, clock, utc };
  };

  const series = (): Attempt => {
    const [seriesId, asked, { monday, clock, utc }] = [randomUUID(), asking(), ownPlace()];
    const wanted = {
      ...{ ...wish, patientId: randomUUID(), instead: [] },
      pattern: { rule: 'FREQ=DAILY;COUNT=3', startDate: monday, startTime: clock(0) },
    };
    return {
      ...{ stream: `series-${seriesId}`, asked, act: (of) => of.series.book(seriesId, wanted, asked) },
      result: async () => {
        const found = whichOf(await standing(wanted.patientId, monday), [], [utc(0, 0), utc(1, 0), utc(2, 0)]);
        const { status } = (await ours().streams.series.load(seriesId)).state;
        return (status === 'booked') === (found === 'whole') && status !== 'requested' ? found : undefined;
      },
    };
  };
  const changeOfSeries = async (): Promise<Attempt> => {
    const [seriesId, asked, { monday, clock, utc }] = [randomUUID(), asking(), ownPlace()];
    const patientId = randomUUID();
    const pattern = { rule: 'FREQ=DAILY;COUNT=3', startDate: monday, startTime: clock(0) };
    await ours().series.book(seriesId, { ...wish, patientId, instead: [], pattern }, asking());
    // one is moved to another day, one within its day; one is cancelled
    const change: WantedChange = {
      ...{
        scope: 'all',
        rule: 'FREQ=DAILY;INTERVAL=3;COUNT=2',
        startTime: clock(1),
        instead: [],
        keep: [],
        alsoMoved: false,
        cancel: false,
      },
      reason: 'prov',
    };
    return {
      ...{ stream: `series-${seriesId}`, asked, act: (of) => of.series.change(seriesId, change, asked) },
      result: async () => {
        const found = whichOf(await standing(patientId, monday), [utc(0, 0), utc(1, 0), utc(2, 0)], [utc(0, 1), utc(3, 1)]);
        const { state } = await ours().streams.series.load(seriesId);
        const settled = state.status === 'unknown' ? undefined : [...state.changes.values()].at(-1)?.outcome;
        return settled !== 'open' && (settled === 'done') === (found === 'whole') ? found : undefined;
      },
    };
  };
  const linkedVisits = (): Attempt => {
    const [id, asked, { monday, clock, utc }] = [randomUUID(), asking(), ownPlace()];
    const patientId = randomUUID();
    const visit = { ...{ siteId: 'north', visitTypeId: 'check-up', with: [], needs: [] }, preparation: [] };
    const visits = [
      { ...visit, name: 'lab', start: `${monday}T${clock(0)}` },
      { ...visit, name: 'consultation', start: `${addDays(monday, 1)}T${clock(1)}` },
    ];
    return {
      ...{ stream: `linkedVisits-${id}`, asked, act: (of) => of.linked.book(id, { patientId, visits, gaps: [] }, asked) },
      result: async () => {
        const found = whichOf(await standing(patientId, monday), [], [utc(0, 0), utc(1, 1)]);
        const { status } = (await ours().streams.linkedVisits.load(id)).state;
        return (status === 'booked') === (found === 'whole') && status !== 'requested' ? found : undefined;
      },
    };
  };

  const killedAt = async ({ act }: Attempt, appends: number, when: 'before' | 'after'): Promise<'answered' | 'killed'> => {
    const process = await mortalProcess(clinic.runtime(), appends, when);
    try {
      expect(await act(process)).toMatchObject({ accepted: true });
      return 'answered';
    } catch (fault) {
      if (fault instanceof Killed) return 'killed';
      throw fault;
    } finally {
      await process.stop();
    }
  };
  /** As the follower of another process does, without its patience. */
  const followed = async ({ stream }: Attempt): Promise<void> => {
    const { series: of, linked } = ours();
    const following = new IntentFollowing({ series: of.intents, linkedVisits: linked.intents }, 0);
    const events: RecordedEvent[] = [];
    for await (const batch of clinic.runtime().store.read(`scheduling.${stream}`)) events.push(...batch);
    const last = events.findLast(({ type }) => type.endsWith('Requested'));
    if (last) await following.follow(last);
  };
  const mostAppends = 80;

  describe.each([
    ['A series', series],
    ['A change of a series', changeOfSeries],
    ['Linked visits', linkedVisits],
  ])('%s', (_, attempt) => {
    it.each(['before', 'after'] as const)(
      '%s any of its appends is finished by another one: whole or absent, and nothing is held',
      async (when) => {
        const results: unknown[] = [];
        for (let n = 0; n < mostAppends; n++) {
          const each = await attempt();
          const how = await killedAt(each, n, when);
          await followed(each);
          const result = await each.result();
          results.push(result);
          if (how === 'killed') continue;
          expect(result).toBe('whole');
          expect(results).toEqual(results.toSorted());
          expect(results.filter((known) => known === 'whole').length).toBeGreaterThan(5);
          return;
        }
        throw new Error('it never came to its end');
      },
      240_000,
    );

    it('is gone on with when the request is sent again, with one answer from then on', async () => {
      for (let n = 0; n < mostAppends; n += 3) {
        const each = await attempt();
        const how = await killedAt(each, n, 'after');
        const again = await each.act(ours());
        expect([again.accepted, await each.result()]).toEqual([true, 'whole']);
        expect(await each.act(ours())).toMatchObject({ ...again, repeated: true });
        if (how === 'answered') return;
      }
      throw new Error('it never came to its end');
    }, 240_000);
  });

  it('is done once when two processes are sent the same request at once', async () => {
    const each = series();
    const two = await Promise.all([mortalProcess(clinic.runtime(), 1_000), mortalProcess(clinic.runtime(), 1_000)]);
    const answers = await Promise.all(two.map((process) => each.act(process)));
    expect([answers.map(({ accepted }) => accepted), await each.result()]).toEqual([[true, true], 'whole']);
    await Promise.all(two.map(({ stop }) => stop()));
  }, 60_000);
});
