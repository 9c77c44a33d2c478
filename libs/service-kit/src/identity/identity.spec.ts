import { jest } from '@jest/globals';
import { generateKeyPair, SignJWT, type JWTVerifyGetKey } from 'jose';
import { ProblemException } from '../http/problem.js';
import { Callers } from './identity.js';

const issuer = 'http://issuer.test';
const audience = 'liaison';
/** Everything but the date. */
const doNotFake = ['nextTick', 'queueMicrotask', 'setImmediate', 'setTimeout', 'setInterval', 'performance'] as const;

describe('Who is behind a token', () => {
  let keyPair: Awaited<ReturnType<typeof generateKeyPair>>;
  let looks = 0;
  const keys: JWTVerifyGetKey = () => {
    looks += 1;
    return Promise.resolve(keyPair.publicKey);
  };
  const token = (expires: string, roles: unknown = ['clerk']) =>
    new SignJWT({ roles })
      .setProtectedHeader({ alg: 'ES256' })
      .setIssuer(issuer)
      .setAudience(audience)
      .setSubject('clerk-7')
      .setExpirationTime(expires)
      .sign(keyPair.privateKey);
  const later = (seconds: number) => jest.useFakeTimers({ now: Date.now() + 1_000 * seconds, doNotFake: [...doNotFake] });
  const callers = () => new Callers({ issuer, audience, keys });

  beforeAll(async () => void (keyPair = await generateKeyPair('ES256')));
  beforeEach(() => void (looks = 0));
  afterEach(() => void jest.useRealTimers());

  it('is verified once for many requests, each token for itself', async () => {
    const known = callers();
    const [first, second] = [await token('1h'), await token('1h', ['biller'])];
    for (const each of [first, first, second, first]) await known.behind(each);
    expect(looks).toBe(2);
    expect([await known.behind(first), await known.behind(second)]).toEqual([
      { issuer, subject: 'clerk-7', roles: ['clerk'] },
      { issuer, subject: 'clerk-7', roles: ['biller'] },
    ]);
  });

  it('is verified again after a minute, so that a key that was taken away does not count for long', async () => {
    const known = callers();
    const held = await token('1h');
    await known.behind(held);
    later(61);
    await known.behind(held);
    expect(looks).toBe(2);
  });

  it('is nobody any more once it has expired, however often it held before', async () => {
    const known = callers();
    const brief = await token('10s');
    await known.behind(brief);
    later(16);
    await expect(known.behind(brief)).rejects.toBeInstanceOf(ProblemException);
    expect(looks).toBe(2);
  });

  it('is not remembered for a token that does not hold', async () => {
    const known = callers();
    const other = await generateKeyPair('ES256');
    const forged = await new SignJWT({})
      .setProtectedHeader({ alg: 'ES256' })
      .setSubject('x')
      .setExpirationTime('1h')
      .sign(other.privateKey);
    for (let n = 0; n < 2; n++) await expect(known.behind(forged)).rejects.toBeInstanceOf(ProblemException);
    expect(looks).toBe(2);
  });
});
