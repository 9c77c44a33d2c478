import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

type Running = { readonly brokers: string; readonly port: number; kill9(): Promise<void> };
type Broker = {
  readonly startKafka: (options: { home: string; libs: string; port?: number; untilWeEnd: true; brief: true }) => Promise<Running>;
};

/** A broker that a spec may kill. */
export const ownBroker = async () => {
  const infra = new URL('../../../../infra/kafka/broker.mjs', import.meta.url).href;
  const { startKafka } = (await import(infra)) as Broker;
  const home = mkdtempSync(join(existsSync('/dev/shm') ? '/dev/shm' : tmpdir(), 'liaison-kafka-'));
  const libs = fileURLToPath(new URL('../../../../.liaison/kafka/libs', import.meta.url));
  let running = await startKafka({ home, libs, untilWeEnd: true, brief: true });
  const { brokers, port } = running;
  return {
    brokers,
    kill9: () => running.kill9(),
    startAgain: async () => void (running = await startKafka({ home, libs, port, untilWeEnd: true, brief: true })),
    dispose: async () => {
      await running.kill9();
      rmSync(home, { recursive: true, force: true });
    },
  };
};
