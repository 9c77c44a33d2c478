import type { Pool } from 'pg';
import { quoted } from '@liaison/projections';
import { InvalidTopicName, TopicMismatch, UnknownTopic } from '../errors.js';
import type { TopicDefinition } from '../message-bus.js';

/** What topics there are. They are only ever added, so what was read once stays true. */
export class TopicRegistry {
  private readonly known = new Map<string, number>();

  constructor(
    private readonly pool: Pool,
    private readonly schema: string,
  ) {}

  /** @throws TopicMismatch, InvalidTopicName */
  async ensure(topics: readonly TopicDefinition[]): Promise<void> {
    for (const { name, partitions, retentionDays } of topics) {
      if (!/^[a-z][a-z0-9]*(\.[a-z0-9]+)*$/.test(name)) throw new InvalidTopicName(name);
      await this.pool.query(`insert into ${quoted(this.schema)}.topics values ($1, $2, $3) on conflict do nothing`, [
        name,
        partitions,
        retentionDays,
      ]);
      const actual = await this.partitions(name);
      if (actual !== partitions) throw new TopicMismatch(name, partitions, actual);
    }
  }

  /** @throws UnknownTopic */
  async partitions(topic: string): Promise<number> {
    const known = this.known.get(topic);
    if (known !== undefined) return known;
    const { rows } = await this.pool.query<{ partitions: number }>(`select partitions from ${quoted(this.schema)}.topics where name = $1`, [
      topic,
    ]);
    if (!rows[0]) throw new UnknownTopic(topic);
    this.known.set(topic, rows[0].partitions);
    return rows[0].partitions;
  }
}
