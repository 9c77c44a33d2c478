import { quoted, transaction } from '@liaison/projections';
import type { Pool, PoolClient } from 'pg';
import type { Watermarks } from '../consumer/watermarks.js';
import { TooManyParkedKeys } from '../errors.js';
import { isUndecodable, type Message, type Place, type Undecodable } from '../message-bus.js';
import { digestOf, type ParkedContent, type Why } from './parked.js';

export type ParkingOptions = {
  readonly pool: Pool;
  readonly schema: string;
  readonly group: string;
  readonly watermarks: Watermarks;
  /** Of one partition; a consumer that meets more faults than these has another problem than its messages. */
  readonly mostKeys: number;
};

/**
 * Where the events of a key wait once one of them could not be handled. The watermark moves in the same transaction: whatever dies
 * when, an event is handled, or parked once, or comes again.
 */
export class Parking {
  private readonly keys: string;
  private readonly events: string;

  constructor(private readonly options: ParkingOptions) {
    this.keys = `${quoted(options.schema)}.parked_keys`;
    this.events = `${quoted(options.schema)}.parked_events`;
  }

  async keysOf({ topic, partition }: Place): Promise<readonly string[]> {
    const { pool, group } = this.options;
    const { rows } = await pool.query<{ key: string }>(
      `select key from ${this.keys} where consumer_group = $1 and topic = $2 and partition = $3`,
      [group, topic, partition],
    );
    return rows.map(({ key }) => key);
  }

  /**
   * Parks an event and with it its key.
   * @returns false when it was handled or parked before, by whoever had the partition meanwhile
   * @throws TooManyParkedKeys
   */
  async park(content: ParkedContent, why: Why): Promise<boolean> {
    return transaction(this.options.pool, async (client) => {
      if (!isUndecodable(content) && !(await this.options.watermarks.moveWithin(client, content))) return false;
      const id = (await this.keyOf(client, content)) ?? (await this.newKey(client, content));
      await this.enqueue(client, id, content, why);
      return true;
    });
  }

  /**
   * An event of a key that is parked joins its queue.
   * @returns `free` when the key is parked no more, `before` as {@link park} does
   */
  async join(message: Message): Promise<'joined' | 'free' | 'before'> {
    return transaction(this.options.pool, async (client) => {
      const id = await this.keyOf(client, message);
      if (id === undefined) return 'free';
      if (!(await this.options.watermarks.moveWithin(client, message))) return 'before';
      await this.enqueue(client, id, message, undefined);
      return 'joined';
    });
  }

  /** The same in a transaction of whoever moves the watermark. @returns false when the key is parked no more */
  async joinWithin(client: PoolClient, message: Message): Promise<boolean> {
    const id = await this.keyOf(client, message);
    if (id !== undefined) await this.enqueue(client, id, message, undefined);
    return id !== undefined;
  }

  /** Shared with other arrivals; whoever removes the key waits for them and then finds what they brought. */
  private async keyOf(client: PoolClient, { topic, key }: ParkedContent): Promise<string | undefined> {
    const { rows } = await client.query<{ id: string }>(
      `select id from ${this.keys} where consumer_group = $1 and topic = $2 and key = $3 for share`,
      [this.options.group, topic, key],
    );
    return rows[0]?.id;
  }

  private async newKey(client: PoolClient, { topic, partition, key }: ParkedContent): Promise<string> {
    const { group, mostKeys } = this.options;
    const { rows: parked } = await client.query<{ keys: number }>(
      `select count(*)::integer as keys from ${this.keys} where consumer_group = $1 and topic = $2 and partition = $3`,
      [group, topic, partition],
    );
    if ((parked[0]?.keys ?? 0) >= mostKeys) throw new TooManyParkedKeys(topic, partition, mostKeys);
    const { rows } = await client.query<{ id: string }>(
      `insert into ${this.keys} (consumer_group, topic, partition, key) values ($1, $2, $3, $4)
       on conflict (consumer_group, topic, key) do update set partition = excluded.partition returning id`,
      [group, topic, partition, key],
    );
    if (!rows[0]) throw new Error('a parked key was neither made nor found');
    return rows[0].id;
  }

  private async enqueue(client: PoolClient, keyId: string, content: ParkedContent, why: Why | undefined): Promise<void> {
    const { type, source, position } = isUndecodable(content) ? nothingKnown : content;
    await client.query(
      `insert into ${this.events} (key_id, digest, type, source, position, code, detail, attempts, event)
       values ($1, $2, $3, $4, $5, $6, $7, $8, $9) on conflict (key_id, digest) do nothing`,
      [keyId, digestOf(content), type, source, position, why?.code, why?.detail, why?.attempts ?? 0, JSON.stringify(content)],
    );
  }
}

const nothingKnown: { type?: string; source?: string; position?: number } & Partial<Undecodable> = {};
