import { randomUUID } from 'node:crypto';
import { freshDatabase, type TestDatabase } from '@liaison/testing';
import request from 'supertest';
import { startForTest, type TestSystem } from '../bootstrap/start-for-test.js';
import { store } from '../testing/sample-service.js';

describe('Whoever runs a service', () => {
  let database: TestDatabase;
  let system: TestSystem;
  let operator: string;
  let clerk: string;
  const get = (path: string, token = operator) =>
    request(system.url).get(`/store/operations/${path}`).set('authorization', `Bearer ${token}`);
  const put = (shelf: string) =>
    request(system.url)
      .put(`/store/shelves/${shelf}`)
      .set({ authorization: `Bearer ${clerk}`, 'idempotency-key': randomUUID() })
      .send({ boxes: 1 });
  const linesOf = (text: string) =>
    text
      .split('\n')
      .filter((line) => line !== '')
      .map((line) => JSON.parse(line) as { position: number; stream: string; revision: number });

  beforeAll(async () => {
    database = await freshDatabase();
    system = await startForTest([store], { databaseUrl: database.url });
    [operator, clerk] = [await system.token('operator'), await system.token('clerk')];
    for (const shelf of ['a', 'b', 'a']) await put(shelf);
  });
  afterAll(async () => {
    await system?.stop();
    await database?.drop();
  });

  it('reads a stream, from a revision, so many, either way', async () => {
    const read = async (query: string) => {
      const response = await fetch(`${system.url}/store/operations/events/stream?name=store.shelf-a${query}`, {
        headers: { authorization: `Bearer ${operator}` },
      });
      return linesOf(await response.text()).map(({ revision }) => revision);
    };
    expect([await read(''), await read('&from=1'), await read('&limit=1'), await read('&direction=backwards')]).toEqual([
      [0, 1],
      [1],
      [0],
      [1, 0],
    ]);
    expect((await get('events/stream?name=store.shelf-a&from=-1')).status).toBe(400);
  });

  it('sees one event by its position, or where the last one is', async () => {
    expect((await get('events/2')).body).toMatchObject({
      position: 2,
      stream: 'store.shelf-b',
      type: 'BoxPut',
      data: { shelfId: 'b', boxes: 1 },
    });
    for (const position of ['0', '999']) {
      const { status, body } = await get(`events/${position}`);
      expect([status, body.type, body.detail]).toEqual([
        404,
        'urn:liaison:problem:event-unknown',
        expect.stringContaining('its last one is at 3'),
      ]);
    }
  });

  it('sees what the store holds', async () =>
    expect((await get('events/stats')).body).toMatchObject({
      ...{ head: 3, streams: 2, commands: 3, bytes: expect.any(Number), incarnation: expect.any(String), lastAt: expect.any(String) },
      categories: [{ category: 'store.shelf', streams: 2, events: 3 }],
    }));

  it('follows what comes, filtered, until they hang up', async () => {
    const leaving = new AbortController();
    const response = await fetch(`${system.url}/store/operations/events/live?after=1&category=shelf&type=BoxPut`, {
      headers: { authorization: `Bearer ${operator}` },
      signal: leaving.signal,
    });
    const reader = (response.body as ReadableStream<Uint8Array>).getReader();
    let text = '';
    const until = async (count: number) => {
      while (linesOf(text.slice(0, text.lastIndexOf('\n') + 1)).length < count)
        text += new TextDecoder().decode((await reader.read()).value);
    };
    await until(2);
    await put('c');
    await until(3);
    leaving.abort();
    expect(linesOf(text).map(({ position }) => position)).toEqual([2, 3, 4]);
    expect((await get('events?after=999')).body).toMatchObject({ status: 400, errors: [{ code: 'position-in-future', after: 999 }] });
    expect((await get('events/live?category=two-words')).body).toMatchObject({ errors: [{ in: 'query', parameter: 'category' }] });
    expect((await get('events/live?after=999')).body).toMatchObject({ errors: [{ code: 'position-in-future', after: 999 }] });
  });

  it('is answered at once where nothing happens', async () => {
    const leaving = new AbortController();
    const response = await fetch(`${system.url}/store/operations/events/live?category=nothing`, {
      headers: { authorization: `Bearer ${operator}` },
      signal: leaving.signal,
    });
    expect(response.status).toBe(200);
    leaving.abort();
  });

  it('begins a new incarnation, in which positions of before are refused', async () => {
    const token = String((await put('d')).headers['liaison-position']);
    const { body } = await request(system.url).post('/store/operations/incarnation').set('authorization', `Bearer ${operator}`);
    expect(token.split('@')[1]).not.toBe(body.incarnation);
    const { status } = await request(system.url).get(`/store/shelves?notOlderThan=${token}`).set('authorization', `Bearer ${clerk}`);
    expect(status).toBe(409);
  });

  it.each(['events/stream?name=store.shelf-a', 'events/live', 'events/stats', 'events/1'])('is an operator, for %s', async (path) =>
    expect((await get(path, clerk)).status).toBe(403),
  );
});
