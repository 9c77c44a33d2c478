import { join } from 'node:path';
import { goldenFaults } from '@liaison/event-store';
import { eventSchemasIn, goldenEventsIn } from '@liaison/testing';
import { upcasters } from './upcasters.js';

const golden = goldenEventsIn(join(import.meta.dirname, '../golden'));

describe('Events that billing has ever stored', () => {
  it('have a golden one for each version, and are all understood today', async () => {
    const schemas = await eventSchemasIn(import.meta.dirname);
    expect(schemas.length).toBeGreaterThan(0);
    expect(goldenFaults({ schemas, golden, upcasters })).toEqual([]);
  });
});
