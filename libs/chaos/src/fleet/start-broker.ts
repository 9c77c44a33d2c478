import { fileURLToPath } from 'node:url';

export type Broker = { readonly brokers: string; stop(): Promise<void>; kill9(): Promise<void> };
type Infra = {
  readonly startKafka: (options: {
    readonly home: string;
    readonly libs: string;
    readonly untilWeEnd: boolean;
    readonly say: (line: string) => void;
  }) => Promise<Broker>;
};

const root = new URL('../../../../', import.meta.url);

/** A real Kafka below us, with its data and its port under `home`. @throws when there is neither Java nor a way to its jars */
export const startBroker = async (home: string): Promise<Broker> => {
  const { startKafka } = (await import(new URL('infra/kafka/broker.mjs', root).href)) as Infra;
  return startKafka({ home, libs: fileURLToPath(new URL('.liaison/kafka/libs', root)), untilWeEnd: true, say: console.error });
};
