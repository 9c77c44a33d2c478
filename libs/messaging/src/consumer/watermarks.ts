import { quoted } from '@liaison/projections';
import type { Pool } from 'pg';
import type { Message } from '../message-bus.js';

/** The highest position that a group has handled, per source and partition. What is not above it has acted already. */
export class Watermarks {
  private readonly table: string;

  constructor(
    private readonly pool: Pool,
    schema: string,
    private readonly group: string,
  ) {
    this.table = `${quoted(schema)}.consumed`;
  }

  async passed({ source, incarnation, topic, partition, position, index }: Message): Promise<boolean> {
    const { rowCount } = await this.pool.query(
      `select from ${this.table} where consumer_group = $1 and source = $2 and incarnation = $3 and topic = $4 and partition = $5
         and (position, index) >= ($6, $7)`,
      [this.group, source, incarnation, topic, partition, position, index],
    );
    return rowCount !== 0;
  }

  async move({ source, incarnation, topic, partition, position, index }: Message): Promise<void> {
    await this.pool.query(
      `insert into ${this.table} as c values ($1, $2, $3, $4, $5, $6, $7)
       on conflict (consumer_group, source, incarnation, topic, partition)
         do update set position = excluded.position, index = excluded.index
         where (c.position, c.index) < (excluded.position, excluded.index)`,
      [this.group, source, incarnation, topic, partition, position, index],
    );
  }
}
