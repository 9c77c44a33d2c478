import type { Pool } from 'pg';
import { quoted } from '@liaison/projections';

/** The next message of a partition that a group has not handled yet, counted from 0 within the partition. */
export class Offsets {
  private readonly table: string;

  constructor(
    private readonly pool: Pool,
    schema: string,
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
}
