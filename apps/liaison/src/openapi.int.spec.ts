import { readFileSync } from 'node:fs';
import { billing } from '@liaison/billing';
import { breakingApiChanges, type ApiDocument } from '@liaison/contracts';
import { scheduling } from '@liaison/scheduling';
import { startForTest, type TestSystem } from '@liaison/service-kit';
import { freshDatabase, type TestDatabase } from '@liaison/testing';
import request from 'supertest';

const committed = JSON.parse(readFileSync(new URL('../../../docs/api/openapi.json', import.meta.url), 'utf8')) as ApiDocument;

describe('The interface over HTTP', () => {
  let database: TestDatabase;
  let system: TestSystem;
  beforeAll(async () => {
    database = await freshDatabase();
    system = await startForTest([scheduling, billing], { databaseUrl: database.url });
  }, 60_000);
  afterAll(async () => {
    await system?.stop();
    await database?.drop();
  });

  it('stands in docs/api/openapi.json as it is (npm run contracts writes it), and breaks nothing that stands there', async () => {
    const { body } = await request(system.url).get('/openapi.json').expect(200);
    expect(breakingApiChanges(committed, body as ApiDocument)).toEqual([]);
    expect(body).toEqual(committed);
  });
});
