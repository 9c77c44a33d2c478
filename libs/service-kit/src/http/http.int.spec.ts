import { randomUUID } from 'node:crypto';
import { freshDatabase, type TestDatabase } from '@liaison/testing';
import request from 'supertest';
import { startForTest, type TestSystem } from '../bootstrap/start-for-test.js';
import { store } from '../testing/sample-service.js';

describe('A service over HTTP', () => {
  let database: TestDatabase;
  let system: TestSystem;
  let clerk: string;
  const http = () => request(system.url);
  const put = (shelf: string, body: unknown, headers: Readonly<Record<string, string>> = {}) =>
    http()
      .put(`/store/shelves/${shelf}`)
      .set({ authorization: `Bearer ${clerk}`, 'idempotency-key': randomUUID(), ...headers })
      .send(body as object);
  const get = (path: string, token = clerk) => http().get(path).set('authorization', `Bearer ${token}`);

  beforeAll(async () => {
    database = await freshDatabase();
    system = await startForTest([store], { databaseUrl: database.url, clock: { now: () => '2026-12-01T09:00:00Z' } });
    clerk = await system.token('clerk', 'clerk@desk');
  });
  afterAll(async () => {
    await system?.stop();
    await database?.drop();
  });

  it('answers a command with its revision, its position and its ETag', async () => {
    const { status, body, headers } = await put('etag', { boxes: 2 });
    expect({ status, body }).toEqual({
      status: 200,
      body: { by: 'clerk@desk', at: '2026-12-01T09:00:00Z', revision: 0, position: expect.any(Number) },
    });
    expect(headers['etag']).toBe('"0"');
    expect(headers['liaison-position']).toBe(`${body.position}@${await system.runtimes['store']?.store.incarnation()}`);
  });

  it('lists every reason of a refusal, with what was recorded with it', async () => {
    const { status, body, headers } = await put('full', { boxes: 11 });
    expect(status).toBe(409);
    expect(headers['content-type']).toContain('application/problem+json');
    expect(body).toEqual({
      type: 'urn:liaison:problem:shelf-full',
      title: 'The shelf is full',
      status: 409,
      detail: '10 more would fit; 11 at once',
      instance: '/store/shelves/full',
      alternatives: ['attic'],
      errors: [
        { code: 'shelf-full', room: 10, detail: '10 more would fit', pointer: '/boxes' },
        { code: 'too-heavy', boxes: 11, detail: '11 at once' },
      ],
    });
  });

  it('acts once for one Idempotency-Key and answers the same again, refusals too', async () => {
    const key = { 'idempotency-key': randomUUID() };
    const [first, second] = [await put('once', { boxes: 3 }, key), await put('once', { boxes: 3 }, key)];
    expect([second.status, second.body]).toEqual([200, first.body]);
    const refusedKey = { 'idempotency-key': randomUUID() };
    const [refused, again] = [await put('once', { boxes: 9 }, refusedKey), await put('once', { boxes: 9 }, refusedKey)];
    expect([again.status, again.body]).toEqual([409, refused.body]);
    expect((await get('/store/shelves/once')).body).toEqual({ shelfId: 'once', boxes: 3, revision: 0 });
  });

  it('takes the keys of two people for two commands', async () => {
    const key = { 'idempotency-key': 'mine' };
    await put('people', { boxes: 1 }, key);
    await put('people', { boxes: 1 }, { ...key, authorization: `Bearer ${await system.token('clerk', 'other@desk')}` });
    expect((await get('/store/shelves/people')).body.boxes).toBe(2);
  });

  it('refuses a key that was used for another body, and takes the same body in another order of its keys', async () => {
    const key = { 'idempotency-key': randomUUID() };
    await put('reused', { boxes: 1, labels: [{ text: 'a' }] }, key);
    expect((await put('reused', { labels: [{ text: 'a' }], boxes: 1 }, key)).status).toBe(200);
    const { status, body } = await put('reused', { boxes: 2 }, key);
    expect([status, body.type]).toEqual([422, 'urn:liaison:problem:idempotency-key-reused']);
  });

  it.each([
    ['missing', undefined, 'idempotency-key-missing'],
    ['with spaces', 'two words', 'idempotency-key-invalid'],
    ['too long', 'x'.repeat(256), 'idempotency-key-invalid'],
  ])('refuses a command whose Idempotency-Key is %s', async (_, key, code) => {
    const asking = http().put('/store/shelves/keys').set('authorization', `Bearer ${clerk}`);
    const { status, body } = await (key === undefined ? asking : asking.set('idempotency-key', key)).send({ boxes: 1 });
    expect([status, body.type]).toEqual([400, `urn:liaison:problem:${code}`]);
  });

  it('replaces only what the caller has seen', async () => {
    await put('seen', { boxes: 1 });
    const etag = (await get('/store/shelves/seen')).headers['etag'] ?? '';
    expect((await put('seen', { boxes: 1 }, { 'if-match': etag })).status).toBe(200);
    const { status, body } = await put('seen', { boxes: 1 }, { 'if-match': etag });
    expect([status, body.errors]).toEqual([
      412,
      [{ code: 'stale-revision', expected: 0, actual: 1, detail: expect.stringContaining('revision 0') }],
    ]);
  });

  it('takes the ETag of one stream for no other', async () => {
    await put('named', { boxes: 1 });
    expect((await put('named', { boxes: 1 }, { 'if-match': '"0@other"' })).status).toBe(412);
    expect((await put('named', { boxes: 1 }, { 'if-match': '"0@named"' })).status).toBe(200);
  });

  it.each(['W/"0"', '"0@"', '"0@a b"', '"0", "1"', '*', '0', '"x"'])('refuses the If-Match %s', async (ifMatch) => {
    const { status, body } = await put('seen', { boxes: 1 }, { 'if-match': ifMatch });
    expect([status, body.type]).toEqual([400, 'urn:liaison:problem:if-match-invalid']);
  });

  it('points at every field of a body that is not as it must be', async () => {
    const { status, body } = await put('fields', { boxes: 0, labels: [{ text: 'a' }, { text: 7 }], colour: 'red', 'a/b': 1 });
    expect([status, body.type]).toEqual([400, 'urn:liaison:problem:invalid-input']);
    expect(body.errors.map(({ code, pointer }: { code: string; pointer: string }) => [code, pointer])).toEqual([
      ['too_small', '/boxes'],
      ['invalid_type', '/labels/1/text'],
      ['unrecognized_keys', '/colour'],
      ['unrecognized_keys', '/a~1b'],
    ]);
  });

  it('names the parameter of a path or a query that is not as it must be', async () => {
    expect((await get('/store/shelves/NO')).body.errors).toEqual([
      { code: 'invalid_format', detail: 'must be letters', in: 'path', parameter: 'shelfId' },
    ]);
    const operator = await system.token('operator');
    expect((await get('/store/operations/events?after=yesterday', operator)).body.errors).toEqual([
      { code: 'invalid_format', detail: 'must be a position like 0 or 42', in: 'query', parameter: 'after' },
    ]);
  });

  const raw = (type: string, text: string) =>
    http()
      .put('/store/shelves/raw')
      .set({ authorization: `Bearer ${clerk}`, 'idempotency-key': randomUUID(), 'content-type': type })
      .send(text);

  it.each([
    ['malformed JSON', 'application/json', '{"boxes": 1', 400, 'malformed-json'],
    ['JSON that reaches for a prototype', 'application/json', '{"boxes": 1, "__proto__": {}}', 400, 'malformed-json'],
    ['an empty body', 'application/json', '', 400, 'empty-body'],
    ['a form', 'application/x-www-form-urlencoded', 'boxes=1', 415, 'unsupported-media-type'],
    ['plain text', 'text/plain', 'one box', 415, 'unsupported-media-type'],
    ['a body of two megabytes', 'application/json', `{"boxes": 1, "x": "${'x'.repeat(2_000_000)}"}`, 413, 'body-too-large'],
  ])('refuses %s', async (_, type, text, expected, code) => {
    const { status, body } = await raw(type, text);
    expect([status, body.type]).toEqual([expected, `urn:liaison:problem:${code}`]);
  });

  it('says 404 for a path that nobody knows and 405 for a method that a path does not have', async () => {
    expect((await get('/store/nothing/here')).body).toMatchObject({ status: 404, type: 'urn:liaison:problem:route-unknown' });
    expect((await get('/nothing')).body).toMatchObject({ status: 404, type: 'urn:liaison:problem:route-unknown' });
    const { status, headers } = await http().delete('/store/shelves/a').set('authorization', `Bearer ${clerk}`);
    expect([status, headers['allow']]).toEqual([405, 'GET, HEAD, PUT']);
  });

  it('keeps the inside of a fault to itself', async () => {
    const { status, body, text } = await http().post('/store/shelves/breakage');
    expect([status, body.type]).toEqual([500, 'urn:liaison:problem:internal-error']);
    expect(text).not.toContain('secret');
  });

  it('lets nobody in without a token, and says how', async () => {
    const { status, body, headers } = await http().get('/store/shelves/a');
    expect([status, body.type, headers['www-authenticate']]).toEqual([401, 'urn:liaison:problem:not-signed-in', 'Bearer realm="liaison"']);
    const tampered = `${clerk.slice(0, -4)}AAAA`;
    const refused = await get('/store/shelves/a', tampered);
    expect([refused.status, refused.headers['www-authenticate']]).toEqual([401, expect.stringContaining('error="invalid_token"')]);
    const basic = await http().get('/store/shelves/a').set('authorization', 'Basic Y2xlcms6eA==');
    expect(basic.status).toBe(401);
  });

  it('names the roles that may when the role of the caller may not', async () => {
    const { status, body } = await get('/store/shelves', await system.token('biller'));
    expect({ status, body }).toMatchObject({ status: 403, body: { type: 'urn:liaison:problem:role-missing', roles: ['clerk'] } });
  });

  it('shows its own command to whoever asks for nothing older', async () => {
    const { headers } = await put('fresh', { boxes: 1 });
    const { status, body } = await get(`/store/shelves?notOlderThan=${encodeURIComponent(headers['liaison-position'] ?? '')}`);
    expect([status, body.shelves.some(({ shelfId }: { shelfId: string }) => shelfId === 'fresh')]).toEqual([200, true]);
  });

  it('says when it cannot be as new as asked for: 400 for what nobody has come to and for nonsense, 409 for another store', async () => {
    expect((await get('/store/shelves?notOlderThan=999999')).body).toMatchObject({
      ...{ status: 400, type: 'urn:liaison:problem:position-in-future' },
      errors: [{ parameter: 'notOlderThan', notOlderThan: 999999, head: expect.any(Number) }],
    });
    expect((await get('/store/shelves?notOlderThan=1@elsewhere')).body).toMatchObject({
      status: 409,
      type: 'urn:liaison:problem:other-incarnation',
    });
    expect((await get('/store/shelves?notOlderThan=soon')).body).toMatchObject({
      status: 400,
      type: 'urn:liaison:problem:not-older-than-invalid',
    });
  }, 20_000);

  it('describes itself: commands with their key, roles and problems', async () => {
    const { body } = await http().get('/openapi.json');
    expect(body.openapi).toBe('3.1.0');
    const command = body.paths['/store/shelves/{shelfId}'].put;
    expect(command['x-roles']).toEqual(['coordinator', 'clerk']);
    expect(command.security).toEqual([{ bearer: [] }]);
    expect(command.parameters.map(({ name, required }: { name: string; required: boolean }) => [name, required])).toEqual(
      expect.arrayContaining([
        ['Idempotency-Key', true],
        ['If-Match', false],
        ['shelfId', true],
      ]),
    );
    expect(command.requestBody.content['application/json'].schema.properties.boxes).toMatchObject({ type: 'integer', minimum: 1 });
    expect(command.responses.default.content['application/problem+json'].schema).toEqual({ $ref: '#/components/schemas/Problem' });
    expect(Object.keys(body.paths)).toEqual(expect.arrayContaining(['/store/operations/projections', '/health/ready']));
    expect(Object.keys(body.paths)).not.toContain('/dev/token');
    expect((await http().get('/docs').redirects(1)).text).toContain('swagger-ui');
  });

  it('shows the operator the projections, the relay and every event, and nobody else', async () => {
    const operator = await system.token('operator');
    await put('raw', { boxes: 1 });
    const { body } = await get('/store/operations/projections', operator);
    expect(body.projections).toMatchObject([{ name: 'shelves', version: 1, status: 'live' }]);
    expect((await get('/store/operations/relay', operator)).body).toMatchObject({ position: expect.any(Number), lag: expect.any(Number) });
    const lines = (await get('/store/operations/events', operator).buffer(true).parse(asText)).body
      .trim()
      .split('\n')
      .map((line: string) => JSON.parse(line));
    expect(lines.map(({ position }: { position: number }) => position)).toEqual(lines.map((_: unknown, n: number) => n + 1));
    expect(Object.keys(lines[0])).toEqual(['position', 'stream', 'revision', 'id', 'type', 'time', 'data', 'metadata']);
    const later = await get(`/store/operations/events?after=${lines.length - 1}`, operator)
      .buffer(true)
      .parse(asText);
    expect(later.body.trim().split('\n')).toHaveLength(1);
    expect((await get('/store/operations/events')).status).toBe(403);
    expect((await http().post('/store/operations/projections/nothing/rebuild').set('authorization', `Bearer ${operator}`)).status).toBe(
      404,
    );
    expect((await http().post('/store/operations/projections/shelves/rebuild').set('authorization', `Bearer ${operator}`)).status).toBe(
      202,
    );
  });

  it('says what it is: live, ready, and a page for people', async () => {
    expect((await http().get('/health/live')).body).toEqual({ status: 'ok' });
    const { status, body } = await http().get('/health/ready');
    expect([status, body.services.store.ok, Object.keys(body.services.store.checks)]).toEqual([
      200,
      true,
      ['database', 'projections', 'messages', 'relay'],
    ]);
    const page = await http().get('/');
    expect(page.headers['content-security-policy']).toContain("default-src 'none'");
    expect(page.text).toContain('Store room');
  });
});

type Stream = NodeJS.ReadableStream;
const asText = (response: unknown, done: (fault: Error | null, text: string) => void) => {
  let text = '';
  const stream = response as Stream;
  stream.on('data', (chunk: Buffer) => (text += chunk.toString()));
  stream.on('end', () => done(null, text));
};
