import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { InvalidConfig, loadConfig } from './config.js';

const embedded = { MESSAGING: 'kafka', KAFKA_BROKERS: 'kafka-1:9092, [::1]:9093' };
const faultsOf = (env: Record<string, string>): readonly string[] => {
  try {
    loadConfig({ MESSAGING: 'kafka', ...env }, ['billing']);
    return [];
  } catch (fault) {
    if (!(fault instanceof InvalidConfig)) throw fault;
    return fault.message.split('\n').slice(1);
  }
};

describe('The way to Kafka', () => {
  const folder = mkdtempSync(join(tmpdir(), 'liaison-config-'));
  const [ca, notPem] = [join(folder, 'ca.pem'), join(folder, 'ca.txt')];
  const pem = '-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n';
  beforeAll(() => {
    writeFileSync(ca, pem);
    writeFileSync(notPem, 'a certificate');
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  it('is not looked for while messages go through PostgreSQL', () =>
    expect(loadConfig({ KAFKA_BROKERS: 'kafka-1:9092' }, ['billing']).kafka).toBeUndefined());

  it('is the brokers and no more where nobody has to sign in', () =>
    expect(loadConfig(embedded, ['billing']).kafka).toEqual({ brokers: ['kafka-1:9092', '[::1]:9093'], clientId: 'liaison-billing' }));

  it('may be signed in on and encrypted', () => {
    const secure = { KAFKA_SASL_MECHANISM: 'scram-sha-512', KAFKA_USERNAME: 'liaison', KAFKA_PASSWORD: 'secret', KAFKA_TLS_CA: ca };
    expect(loadConfig({ ...embedded, ...secure }, ['billing', 'scheduling']).kafka).toMatchObject({
      clientId: 'liaison-all',
      tls: { ca: pem },
      sasl: { mechanism: 'scram-sha-512', username: 'liaison', password: 'secret' },
    });
    expect(loadConfig({ ...embedded, KAFKA_TLS: 'true' }, ['billing']).kafka).toMatchObject({ tls: {} });
  });

  it('needs no database for a broker', () => {
    const own = { DATABASE_URL_BILLING: 'postgres://billing@db/billing', OIDC_ISSUER: 'https://id', OIDC_JWKS_URL: 'https://id/keys' };
    expect(() => loadConfig({ ...embedded, ...own }, ['billing'])).not.toThrow();
    expect(() => loadConfig(own, ['billing'])).toThrow('DATABASE_URL_BROKER is missing');
  });

  it.each<[string, Record<string, string>, string]>([
    ['without brokers', {}, 'KAFKA_BROKERS is missing: MESSAGING is kafka'],
    ['to an address without a port', { KAFKA_BROKERS: 'kafka-1' }, 'KAFKA_BROKERS is "kafka-1"'],
    ['by a mechanism that nobody knows', { ...embedded, KAFKA_SASL_MECHANISM: 'magic' }, 'KAFKA_SASL_MECHANISM is "magic"'],
    ['without a name', { ...embedded, KAFKA_SASL_MECHANISM: 'plain', KAFKA_PASSWORD: 'secret' }, 'KAFKA_USERNAME is missing'],
    ['without a password', { ...embedded, KAFKA_SASL_MECHANISM: 'plain', KAFKA_USERNAME: 'liaison' }, 'KAFKA_PASSWORD is missing'],
    ['without a mechanism', { ...embedded, KAFKA_USERNAME: 'liaison', KAFKA_PASSWORD: 'secret' }, 'KAFKA_SASL_MECHANISM is missing'],
    [
      'with certificates that are nowhere',
      { ...embedded, KAFKA_TLS_CA: '/nowhere/ca.pem' },
      'KAFKA_TLS_CA is "/nowhere/ca.pem", which cannot be read',
    ],
    ['with half of a certificate', { ...embedded, KAFKA_TLS_CERT: '/nowhere/cert.pem' }, 'KAFKA_TLS_KEY is missing'],
    ['in clear with certificates', { ...embedded, KAFKA_TLS: 'false', KAFKA_TLS_CA: '/nowhere/ca.pem' }, 'KAFKA_TLS is "false"'],
    ['with anything else', { ...embedded, KAFKA_TLS: 'yes' }, 'KAFKA_TLS is "yes"'],
  ])('%s is refused by the name of the variable, and shows no secret', (_, env, message) => {
    const faults = faultsOf(env);
    expect(faults.join('\n')).toContain(message);
    expect(faults.join('\n')).not.toContain('secret');
  });

  it('with a file that is no certificate is refused by its name', () =>
    expect(faultsOf({ ...embedded, KAFKA_TLS_CA: notPem }).join()).toContain(`KAFKA_TLS_CA is "${notPem}", which holds no PEM`));
});
