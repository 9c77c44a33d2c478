import { run } from './server.js';

const chunk = 100_000;

/**
 * Aggregates of 50 events whose events lie up to 50,000 positions apart, as they do where many are worked on at once; made by
 * the server itself, in the order of their positions.
 */
export const fill = async (url: string, schema: string, events: number): Promise<void> => {
  for (let from = 0; from < events; from += chunk) {
    const to = Math.min(from + chunk, events);
    await run(
      url,
      `insert into events (position, stream, revision, id, type, time, data, metadata)
         select p + 1, 'bench.visits-' || p / 50000 || '_' || p % 1000, p % 50000 / 1000, gen_random_uuid(), 'AppointmentBooked',
           clock_timestamp(),
           json_build_object('appointment', gen_random_uuid(), 'patient', gen_random_uuid(), 'visitType', 'knee-arthroscopy',
             'start', '2026-12-01T09:30:00Z', 'phases', '[{"resource":"OR-3","from":-15,"to":150},{"resource":"surgeon-17",'
             '"from":0,"to":120},{"resource":"bay-2","from":120,"to":240}]'::json),
           json_build_object('commandId', gen_random_uuid(), 'by', 'coordinator-4')
         from generate_series(${from}, ${to - 1}) p`,
      schema,
    );
  }
};

/** The aggregates of a filled store that are complete. */
export const filledIds = (events: number, count: number): readonly string[] =>
  Array.from({ length: count }, (_, n) => {
    const block = Math.floor((n * Math.floor(events / 50_000)) / count);
    return `${block}_${(n * 7919) % 1000}`;
  });
