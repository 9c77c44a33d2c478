import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { messagesWait } from './messages-wait.js';
import { welcome } from './welcome.js';

const answering = async <Result>(health: object, ask: (url: string) => Promise<Result>): Promise<Result> => {
  const server = createServer((_, response) => response.writeHead(503).end(JSON.stringify(health)));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  try {
    return await ask(`http://127.0.0.1:${(server.address() as AddressInfo).port}`);
  } finally {
    server.closeAllConnections();
    server.close();
  }
};
const service = (messages: object) => ({ checks: { database: { ok: true }, messages } });

describe('What messages wait for', () => {
  it('is the word of the first service that cannot send any', async () =>
    expect(
      await answering({ services: { one: service({ ok: true }), two: service({ ok: false, code: 'broker-unreachable' }) } }, messagesWait),
    ).toBe('broker-unreachable'));

  it('is nothing when all can, also while something else is not ready', async () =>
    expect(await answering({ services: { one: service({ ok: true }) } }, messagesWait)).toBeUndefined());

  it('is not known of a system that does not answer', async () => expect(await messagesWait('http://127.0.0.1:1')).toBeUndefined());

  it('is told to whoever starts the system', () => {
    const told = {
      url: 'http://here',
      home: '.',
      postgresPort: 1,
      kafka: ['broker:9092'],
      services: [],
      startedInMs: 1,
      development: false,
    };
    expect(welcome({ ...told, messagesWait: 'broker-unreachable' })).toContain('wait (broker-unreachable) for Kafka on broker:9092');
    expect(welcome({ ...told, messagesWait: undefined })).toContain('through Kafka on broker:9092');
  });
});
