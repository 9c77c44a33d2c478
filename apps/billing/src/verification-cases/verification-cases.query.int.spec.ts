import { freshDatabase, type TestDatabase } from '@liaison/testing';
import { DataSource } from 'typeorm';
import { VerificationCaseRow } from './verification-case.row.js';
import { verificationCases } from './verification-cases.projection.js';
import { VerificationCases, type Wanted } from './verification-cases.query.js';

describe('A page of verification cases', () => {
  let database: TestDatabase;
  let source: DataSource;
  let cases: VerificationCases;

  const id = (n: number) => `0196d3a0-0000-7000-8000-${String(n).padStart(12, '0')}`;
  const insert = (n: number, visitDate: string, visitAt: string, status = 'open', patientId = id(900)) =>
    source.query(`insert into cases values ($1, $1, $2, 'north', 'surgery', 'pinning', $3, $4, $5, null, 0, '2026-11-24T04:00:00.5Z')`, [
      id(n),
      patientId,
      visitDate,
      visitAt,
      status,
    ]);

  beforeAll(async () => {
    database = await freshDatabase();
    source = await new DataSource({
      type: 'postgres',
      url: database.url,
      entities: [VerificationCaseRow],
      synchronize: false,
    }).initialize();
    for (const statement of verificationCases.ddl('cases')) await source.query(statement);
    await source.query('create view verification_cases as select * from cases');
    cases = new VerificationCases(source.getRepository(VerificationCaseRow));
    // four at one instant, recorded in no order
    for (const n of [3, 1, 4, 2]) await insert(n, '2026-12-01', '2026-12-01T14:00:00Z');
    await insert(5, '2026-12-01', '2026-12-01T13:00:00Z', 'verified', id(901));
    await insert(6, '2026-12-02', '2026-12-03T01:00:00Z', 'problem'); // eight in the evening in New York
    await insert(7, '2026-12-04', '2026-12-03T11:00:00Z'); // one in the morning of the next day in Kiritimati, UTC+14
  });
  afterAll(async () => {
    await source?.destroy();
    await database?.drop();
  });

  const numbers = async (wanted: Partial<Wanted>) =>
    (await cases.page({ limit: 50, ...wanted })).cases.map(({ caseId }) => Number(caseId.slice(-3)));

  it('is in the order of the visits, and of the cases where visits begin together', async () =>
    expect(await numbers({})).toEqual([5, 1, 2, 3, 4, 6, 7]));

  it('goes on where the one before ended, also between visits that begin together', async () => {
    const seen: string[] = [];
    let after: Wanted['after'];
    for (let more = true; more;) {
      const page = await cases.page({ limit: 2, after });
      expect(page.cases.length).toBeLessThanOrEqual(2);
      seen.push(...page.cases.map(({ caseId }) => caseId));
      after = page.cases.at(-1);
      more = page.more;
    }
    expect(seen).toEqual([5, 1, 2, 3, 4, 6, 7].map(id));
  });

  it('says that there is no more when it ends with the last case', async () => {
    expect((await cases.page({ limit: 7 })).more).toBe(false);
    expect((await cases.page({ limit: 6 })).more).toBe(true);
  });

  it('takes visit dates by the calendar of the site, both ends included', async () => {
    expect(await numbers({ from: '2026-12-02' })).toEqual([6, 7]);
    expect(await numbers({ to: '2026-12-02' })).toEqual([5, 1, 2, 3, 4, 6]);
    expect(await numbers({ from: '2026-12-04', to: '2026-12-04' })).toEqual([7]);
    expect(await numbers({ from: '2026-12-03', to: '2026-12-03' })).toEqual([]);
  });

  it('holds to one patient and one status', async () => {
    expect(await numbers({ patientId: id(901) })).toEqual([5]);
    expect(await numbers({ status: 'problem' })).toEqual([6]);
    expect(await numbers({ patientId: id(901), status: 'problem' })).toEqual([]);
  });

  it('shows dates and instants as text', async () =>
    expect(await cases.find(id(6))).toMatchObject({
      visitDate: '2026-12-02',
      visitAt: '2026-12-03T01:00:00Z',
      changedAt: '2026-11-24T04:00:00Z',
      problem: null,
    }));

  it('knows no case that nobody opened', async () => expect(await cases.find(id(77))).toBeNull());
});
