import pg from 'pg';
import { otherWard, wards, type Ward } from '../services/samples.js';
import type { Fact, GroupFacts } from './facts.js';

export type StoredFact = Fact & { readonly position: number };
export type StoreFacts = {
  readonly sent: Readonly<Record<Ward, readonly StoredFact[]>>;
  readonly heads: Readonly<Record<Ward, { readonly events: number; readonly head: number }>>;
  readonly groups: readonly GroupFacts[];
};

/** Plain SQL on what the services have written, through nothing of theirs. */
export const readStores = async (databaseUrl: string): Promise<StoreFacts> => {
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  try {
    const rows = async <Row extends pg.QueryResultRow>(sql: string, values: readonly unknown[] = []): Promise<readonly Row[]> =>
      (await client.query<Row>(sql, [...values])).rows;
    const events = (schema: Ward, type: string, ward: Ward) =>
      rows<StoredFact>(
        `select position::integer, (data->>'ref')::integer as ref, $2 || '/' || (data->>'patientId') as patient,
           (data->>'number')::integer as number
         from ${schema}.events where type = $1 order by events.position`,
        [type, ward],
      );
    const parked = (schema: string) =>
      rows<Fact>(
        `select (event->'data'->>'ref')::integer as ref, split_part(k.topic, '.', 1) || '/' || (event->'data'->>'patientId') as patient,
           (event->'data'->>'number')::integer as number
         from ${schema}.parked_events e join ${schema}.parked_keys k on k.id = e.key_id order by e.id`,
      );
    const head = async (schema: Ward) =>
      (
        await rows<{ events: number; head: number }>(
          `select count(*)::integer as events, coalesce(max(position), 0)::integer as head from ${schema}.events`,
        )
      )[0] ?? { events: 0, head: 0 };

    const groups: GroupFacts[] = [];
    for (const ward of wards)
      groups.push({ group: ward, effects: await events(ward, 'SampleReceived', otherWard(ward)), parked: await parked(ward) });
    groups.push({
      group: 'ledger',
      effects: await rows<Fact>(`select ref, ward || '/' || patient_id as patient, number from ledger.entries order by entry`),
      parked: await parked('ledger'),
    });
    return {
      sent: { north: await events('north', 'SampleSent', 'north'), south: await events('south', 'SampleSent', 'south') },
      heads: { north: await head('north'), south: await head('south') },
      groups,
    };
  } finally {
    await client.end();
  }
};
