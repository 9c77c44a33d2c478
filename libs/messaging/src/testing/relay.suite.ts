import { randomUUID } from 'node:crypto';
import { PostgresEventStore } from '@liaison/event-store';
import { publishes } from '../published.js';
import { Relay } from '../relay/relay.js';
import { consumingOn } from './consuming-on.js';
import type { Broker } from './message-bus.suite.js';
import { until } from './until.js';

/** What two relays of one service may do to those who consume, whichever broker carries the messages: nothing. */
export const describeRelays = (name: string, open: () => Promise<Broker>): void => {
  describe(`Two relays of one service on ${name}`, () => {
    const { run, service, database, broker, topic } = consumingOn(open);

    it('of which now one and now the other wakes up late act once and in order', async () => {
      const { service: pool, schema, log } = database();
      const store = new PostgresEventStore({ pool, schema });
      const published = publishes<{ type: 'Told'; data: { n: number } }>({ Told: ({ n }) => service().told.with(`key-${n % 5}`, { n }) });
      const relays = [1, 2].map(
        () =>
          new Relay({
            ...{ service: 'test', store, pool, schema, published, log, leaseMs: 600 },
            bus: broker().member(),
            topics: [topic()],
          }),
      );
      await run();
      for (const relay of relays) await relay.start();
      const all = Array.from({ length: 150 }, (_, n) => n + 1);
      for (const n of all) {
        const event = { id: randomUUID(), type: 'Told', data: { n }, metadata: { commandId: randomUUID(), by: 'test' } };
        await store.append(`test.case-${n % 5}`, 'any', [event]);
        // as if the holder had been silent for too long, and did not know it yet
        if (n % 40 === 0) await pool.query(`update relay_leases set expires_at = now() - interval '1 second'`);
      }
      await until(() => service().acted.length >= all.length);
      await until(async () => (await relays[0]?.status())?.lag === 0);
      expect(
        service()
          .numbers()
          .toSorted((a, b) => a - b),
      ).toEqual(all);
      for (const key of [0, 1, 2, 3, 4])
        expect(
          service()
            .numbers()
            .filter((n) => n % 5 === key),
        ).toEqual(all.filter((n) => n % 5 === key));
      expect((await relays[0]?.status())?.epoch).toBeGreaterThan(1);
      await Promise.all(relays.map((relay) => relay.stop()));
      await store.close();
    });
  });
};
