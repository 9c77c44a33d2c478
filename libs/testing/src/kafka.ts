/** A broker of the test run: `secure` takes who signs in over TLS alone. */
export type TestKafka = {
  readonly brokers: string;
  readonly secure: { readonly brokers: string; readonly ca: string; readonly username: string; readonly password: string };
};

/** Whether tests can have a real Kafka: a given one, or one that Java runs here. Suites without it say so and are skipped. */
export const kafkaIsThere = (given = process.env['KAFKA_BROKERS']): boolean =>
  (given !== undefined && given !== '') || (process.env['TEST_KAFKA_MISSING'] === undefined && process.env['TEST_KAFKA_URL'] !== undefined);

/** Whether one can be started on this machine, whatever KAFKA_BROKERS says. */
export const kafkaRunsHere = (): boolean => kafkaIsThere('');

/** `host:port,…` of KAFKA_BROKERS, else of the run's own broker, which the first who asks has to wait for. */
export const kafkaBrokers = async (): Promise<string> => process.env['KAFKA_BROKERS'] || (await ownKafka()).brokers;

/** The run's own broker. @throws Error with what the broker said when it did not start */
export const ownKafka = async (): Promise<TestKafka> => {
  const response = await fetch(process.env['TEST_KAFKA_URL'] ?? '');
  if (!response.ok) throw new Error(await response.text());
  return (await response.json()) as TestKafka;
};
