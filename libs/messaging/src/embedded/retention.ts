import { quoted } from '@liaison/projections';
import type { Pool } from 'pg';

/** Deleted at once: short statements, so that nobody waits for them. */
const batch = 5_000;

/**
 * Deletes messages that are older than `retentionDays` of their topic, whether or not every group has handled them, as Kafka does. The
 * newest message of each partition stays, and so the newest of all: the next offset and position are counted from it.
 */
export const trimmed = async (pool: Pool, schema: string): Promise<number> => {
  const events = `${quoted(schema)}.events`;
  const sql = `
    delete from ${events} where position in (
      select e.position from ${events} e
        join ${quoted(schema)}.topics t on starts_with(e.stream, 'broker.' || replace(t.name, '.', '_') || '-')
      where e.time < clock_timestamp() - t.retention_days * interval '1 day'
        and exists (select from ${events} newer where newer.stream = e.stream and newer.revision > e.revision)
      order by e.position limit ${batch})`;
  for (let all = 0; ;) {
    const deleted = (await pool.query(sql)).rowCount ?? 0;
    all += deleted;
    if (deleted < batch) return all;
  }
};
