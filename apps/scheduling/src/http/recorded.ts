import { z } from 'zod';

/** What every command answers: where its stream stands, and the position that queries can be asked not to be older than. */
export const Recorded = z
  .object({
    revision: z.int().describe('Of the stream: the value of its ETag'),
    position: z.int().describe('In the order of all events of the service: give it to queries as notOlderThan'),
  })
  .meta({ id: 'Recorded' });
