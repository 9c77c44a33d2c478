import { quoted } from '@liaison/projections';
import type { Pool } from 'pg';
import type { PartitionLag } from '../message-bus.js';

/** The next message of a partition that a group has not handled yet, counted from 0 within the partition. */
export class Offsets {
  private readonly table: string;

  constructor(
    private readonly pool: Pool,
    private readonly schema: string,
  ) {
    this.table = `${quoted(schema)}.offsets`;
  }

  async next(group: string, topic: string, partition: number): Promise<number> {
    const { rows } = await this.pool.query<{ next: string }>(
      `select next from ${this.table} where consumer_group = $1 and topic = $2 and partition = $3`,
      [group, topic, partition],
    );
    return Number(rows[0]?.next ?? 0);
  }

  /** Never back: a member that lost its partition may come late. */
  async commit(group: string, topic: string, partition: number, next: number): Promise<void> {
    await this.pool.query(
      `insert into ${this.table} as o values ($1, $2, $3, $4)
       on conflict (consumer_group, topic, partition) do update set next = excluded.next where o.next < excluded.next`,
      [group, topic, partition, next],
    );
  }

  async lag(group: string, topics: readonly string[]): Promise<readonly PartitionLag[]> {
    const schema = quoted(this.schema);
    const { rows } = await this.pool.query<{ topic: string; partition: number; lag: string }>(
      `select t.name as topic, p as partition, greatest(0, coalesce(last.revision, -1) + 1 - coalesce(o.next, 0)) as lag
       from ${schema}.topics t cross join generate_series(0, t.partitions - 1) p
         cross join lateral (
           select max(e.revision) as revision from ${schema}.events e where e.stream = 'broker.' || replace(t.name, '.', '_') || '-' || p
         ) last
         left join ${this.table} o on o.consumer_group = $1 and o.topic = t.name and o.partition = p
       where t.name = any($2) order by 1, 2`,
      [group, topics],
    );
    return rows.map(({ lag, ...place }) => ({ ...place, lag: Number(lag) }));
  }
}
