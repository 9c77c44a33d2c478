import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { bundleOf, encounter, patient, practitioner } from '../import/import.examples.js';
import { liaison, type Given } from './testing/command-line.js';
import { startFakeLiaison, type FakeLiaison } from './testing/fake-liaison.js';

const folders: string[] = [];
const folderOf = (files: Readonly<Record<string, object | string>>): string => {
  const folder = mkdtempSync(join(tmpdir(), 'liaison-bundles-'));
  folders.push(folder);
  for (const [name, content] of Object.entries(files))
    writeFileSync(join(folder, name), typeof content === 'string' ? content : JSON.stringify(content));
  return folder;
};
const bob = { resourceType: 'Patient', id: '22222222-2222-4222-8222-222222222222' };
const emergency = { ...encounter('emergency'), class: { code: 'EMER' } };
const demand = folderOf({
  'ann.json': bundleOf(
    patient,
    practitioner,
    encounter('1'),
    encounter('2', '2020-05-05T10:00:00Z', '2020-05-05T10:20:00Z', '424619006'),
    emergency,
  ),
  'bob.json': bundleOf(bob, practitioner, { ...encounter('3'), subject: { reference: `Patient/${bob.id}` } }),
  'notes.txt': 'not one of the bundles',
});

const systems: FakeLiaison[] = [];
const system = async (): Promise<FakeLiaison> => {
  const started = await startFakeLiaison();
  systems.push(started);
  return started;
};
const importing = (url: string, folder = demand, flags: readonly string[] = [], given: Given = {}) =>
  liaison(url, ['import', 'fhir', folder, ...flags, '--json'], given);

afterEach(() => Promise.all(systems.splice(0).map((each) => each.stop())));
afterAll(() => folders.forEach((folder) => rmSync(folder, { recursive: true, force: true })));

describe('An import', () => {
  it('books what the files ask for, by day, practitioner and length, and says so', async () => {
    const { url, scheduling } = await system();
    const { exitCode, json } = await importing(url);
    expect(exitCode).toBe(0);
    expect(json).toMatchObject({
      ok: true,
      files: 2,
      window: { startDate: '2026-12-07', weeks: 8, years: 10 },
      read: 4,
      bookable: 3,
      booked: 3,
      refused: 0,
      notBookableBy: { emergency: 1 },
      departments: [
        { departmentId: 'primary-care', read: 3, booked: 2 },
        { departmentId: 'maternity', read: 1, booked: 1 },
      ],
    });
    const booked = [...scheduling.appointments.values()].map(({ start, visitTypeId, with: whom }) => [start, visitTypeId, whom]);
    expect(booked).toEqual([
      ['2026-12-21T13:00:00Z', 'primary-care-15', ['dr-li']],
      ['2026-12-21T13:30:00Z', 'primary-care-15', ['dr-li']],
      ['2026-12-22T13:00:00Z', 'maternity-20', ['dr-li']],
    ]);
  });

  it('ends for people with a table', async () => {
    const { url } = await system();
    const { stdout } = await liaison(url, ['import', 'fhir', demand]);
    expect(stdout).toContain('Primary care');
    expect(stdout).toContain('1 emergency');
    expect(stdout).toContain('4 encounters read, 3 bookable, 3 booked, 0 refused.');
  });

  it('draws its progress as a bar on a terminal, and standard output stays clean', async () => {
    const { url } = await system();
    const { stderr, stdout } = await importing(url, demand, [], { isTTY: true });
    expect(stderr).toContain('█ 3/3 (3 booked, 0 refused)');
    expect(stdout.trimEnd().split('\n')).toHaveLength(1);
  });

  it('run again on a later day with other flags changes nothing, and says that the first weeks stay', async () => {
    const { url, scheduling } = await system();
    const first = await importing(url);
    const before = JSON.stringify(scheduling.snapshot());
    const again = await importing(url, demand, ['--weeks', '3', '--from', '2027-03-01'], { now: '2027-01-20T12:00:00Z' });
    expect(JSON.stringify(scheduling.snapshot())).toBe(before);
    expect(again.stderr).toContain('the first ones stay');
    expect(again.json).toEqual(first.json);
  });

  it('counts as refused what finds no free time that day, with the reason', async () => {
    const { url, scheduling } = await system();
    scheduling.slots = 1;
    const { exitCode, json } = await importing(url);
    expect(exitCode).toBe(0);
    expect(json).toMatchObject({ booked: 2, refused: 1, refusedBy: { 'no-free-time': 1 } });
    scheduling.slots = 18;
    expect((await importing(url)).json).toMatchObject({ booked: 2, refused: 1 });
  });

  it('looks again when somebody else takes the time in between', async () => {
    const fake = await system();
    fake.fate = (_, { method, path }) => {
      const rival = { patientId: 'rival', with: ['dr-li'], start: '2026-12-21T13:00:00Z', visitTypeId: 'any' };
      if (method === 'PUT' && path.includes('/appointments/')) fake.scheduling.appointments.set('rival', rival);
      return 'answered';
    };
    expect((await importing(fake.url)).json).toMatchObject({ booked: 3, refused: 0 });
    expect([...fake.scheduling.appointments.values()].map(({ start }) => start)).toContain('2026-12-21T14:00:00Z');
  });

  it('leaves definitions alone that somebody has changed since', async () => {
    const { url, scheduling } = await system();
    await importing(url);
    const department = '/scheduling/sites/imported/departments/maternity';
    scheduling.definitions.set(department, { name: 'Maternity and birth', gridMinutes: 20 });
    expect((await importing(url)).stderr).toContain('1 definitions were changed since');
    expect(scheduling.definitions.get(department)).toMatchObject({ name: 'Maternity and birth' });
  });

  it('of a second folder adds its practitioners to the visit types that are there', async () => {
    const { url, scheduling } = await system();
    await importing(url);
    const other = { ...encounter('9'), participant: [{ individual: { reference: 'Practitioner/dr-wu' } }] };
    const second = folderOf({ 'more.json': bundleOf(patient, { ...practitioner, id: 'dr-wu' }, other) });
    expect((await importing(url, second)).json).toMatchObject({ booked: 1 });
    expect(JSON.stringify(scheduling.definitions.get('/scheduling/sites/imported/visit-types/primary-care-15'))).toContain(
      '["dr-li","dr-wu"]',
    );
  });
});

describe('The weeks of an import', () => {
  it.each([
    [['--from', '2027-02-03'], { startDate: '2027-02-08', weeks: 8 }],
    [['--from', '2027-02-08', '--weeks', '2', '--years', '1'], { startDate: '2027-02-08', weeks: 2, years: 1 }],
  ])('with %j are %j', async (flags, window) =>
    expect((await importing((await system()).url, demand, flags)).json).toMatchObject({ window }),
  );

  it.each([
    ['2026-11-01', 'today is 2026-12-02'],
    ['2029-01-01', 'reach beyond'],
  ])('cannot be from %s, and nothing is written', async (from, message) => {
    const { url, seen } = await system();
    const { exitCode, stderr } = await importing(url, demand, ['--from', from]);
    expect(exitCode).toBe(1);
    expect(stderr).toContain(message);
    expect(seen.filter(({ method }) => method === 'PUT')).toEqual([]);
  });
});

describe('A folder with a fault', () => {
  const whole = JSON.stringify(bundleOf(patient, practitioner, encounter('1')));
  it.each([
    ['a file that is not FHIR', { 'b.json': '{"name": "b"}' }, ['b.json: Bundle.resourceType: is missing']],
    ['a file that is cut in half', { 'b.json': whole.slice(0, whole.length / 2) }, ['b.json: line 1, column', 'it was cut off']],
    ['a file that is not text', { 'b.json': '\uD800' }, ['b.json']],
    [
      'an encounter without a time',
      { 'b.json': bundleOf(patient, { ...encounter('2'), period: {} }) },
      ['b.json: Bundle.entry[1].resource.period.start: is missing'],
    ],
    ['an encounter of nobody', { 'b.json': bundleOf({ ...encounter('2'), subject: { reference: 'Patient/x' } }) }, ['subject.reference']],
  ])('like %s is named, and nothing is asked of the system', async (_, bad, messages) => {
    const { url, seen } = await system();
    const { exitCode, stderr, json } = await importing(url, folderOf({ 'a.json': whole, ...bad }));
    expect(exitCode).toBe(1);
    for (const message of messages) expect(stderr).toContain(message);
    expect(json).toMatchObject({ ok: false, code: 'bad-input' });
    expect(seen).toEqual([]);
  });

  it('has all its faults listed at once', async () => {
    const files = { 'a.json': '[', 'b.json': '7', 'c.json': whole };
    expect((await importing('http://127.0.0.1:9', folderOf(files))).json['faults']).toMatchObject([{ file: 'a.json' }, { file: 'b.json' }]);
  });

  it.each([
    [{}, 'no *.json file'],
    [{ 'a.json': bundleOf(patient) }, 'no encounter'],
  ])('like %j has nothing to import', async (files, message) => {
    const { exitCode, stderr } = await importing('http://127.0.0.1:9', folderOf(files));
    expect([exitCode, stderr.includes(message)]).toEqual([1, true]);
  });

  it('may also not be there', async () => {
    expect((await importing('http://127.0.0.1:9', join(demand, 'nowhere'))).stderr).toContain('there is no such folder');
  });
});

describe('An import that loses the system', () => {
  const undisturbed = async () => {
    const fake = await system();
    await importing(fake.url);
    return { state: JSON.stringify(fake.scheduling.snapshot()), requests: fake.seen.length };
  };

  it.each(['lost', 'answer lost'] as const)(
    'for a moment goes on with the same keys: request %s',
    async (fate) => {
      const { state } = await undisturbed();
      const fake = await system();
      const lost = new Set<string>();
      fake.fate = (_, { method, path }) => {
        if (method !== 'PUT' || lost.has(path) || !/maternity$|\/appointments\/|\/items\/|fhir$/.test(path)) return 'answered';
        lost.add(path);
        return fate;
      };
      const { exitCode, stderr } = await importing(fake.url, demand, [], { patience: 5_000 });
      expect(exitCode).toBe(0);
      expect(stderr).toContain('waiting up to 5 s');
      expect(stderr).toContain('going on');
      expect(JSON.stringify(fake.scheduling.snapshot())).toBe(state);
      const keysOf = (wanted: string) => fake.seen.filter(({ method, path }) => method === 'PUT' && path === wanted).map(({ key }) => key);
      for (const path of lost) expect(new Set(keysOf(path)).size).toBe(1);
    },
    60_000,
  );

  it('for good says how to go on, and another run ends in the state of one that was never disturbed, wherever it stopped', async () => {
    const { state, requests } = await undisturbed();
    for (let n = 1; n < requests; n += n < requests - 20 ? 7 : 1) {
      const fake = await system();
      fake.fate = (request) => (request < n ? 'answered' : n % 2 === 0 ? 'lost' : 'answer lost');
      const stopped = await importing(fake.url);
      expect(stopped.exitCode).toBe(1);
      expect(stopped.json).toMatchObject({ ok: false, code: n === 1 ? 'no-answer' : 'connection-lost' });
      if (n > 1) expect(stopped.stderr).toContain('it goes on where it stopped');
      fake.fate = () => 'answered';
      expect((await importing(fake.url, demand, [], { now: '2026-12-03T12:00:00Z' })).exitCode).toBe(0);
      expect(JSON.stringify(fake.scheduling.snapshot())).toBe(state);
    }
  }, 60_000);

  it('gets itself a new token when the old one has run out', async () => {
    const fake = await system();
    const recorded = new Set<string>();
    fake.fate = (_, { path }) => {
      if (path.includes('/items/') && !recorded.has(path)) fake.scheduling.validToken = -1;
      recorded.add(path);
      return 'answered';
    };
    expect((await importing(fake.url)).json).toMatchObject({ ok: true, booked: 3 });
    expect(fake.scheduling.tokens).toBe(4);
  });
});
