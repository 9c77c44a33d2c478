import { quoted, transaction, whileInUse } from '@liaison/projections';
import type { Pool, PoolClient } from 'pg';
import { ParkedEventUnknown, ParkedKeyUnknown } from '../errors.js';
import type { ParkedContent, ParkedEvent, ParkedEventWithContent, ParkedKey, Why } from './parked.js';

type EventRow = {
  event_id: string;
  event_parked_at: Date;
  type: string | null;
  source: string | null;
  position: string | null;
  code: string | null;
  detail: string | null;
  attempts: number;
};
type KeyRow = { id: string; topic: string; partition: number; key: string; parked_at: Date; events: number };

const eventFields = 'e.id as event_id, e.parked_at as event_parked_at, e.type, e.source, e.position, e.code, e.detail, e.attempts';
const most = 1_000;

/** What operators see of parked keys and do with them, and what the replayer takes from them. */
export class ParkedQueues {
  private readonly keys: string;
  private readonly events: string;
  private readonly dropped: string;

  constructor(
    private readonly pool: Pool,
    schema: string,
    private readonly group: string,
  ) {
    this.keys = `${quoted(schema)}.parked_keys`;
    this.events = `${quoted(schema)}.parked_events`;
    this.dropped = `${quoted(schema)}.parked_dropped`;
  }

  async count(): Promise<{ readonly keys: number; readonly events: number }> {
    const { rows } = await this.pool.query<{ keys: number; events: number }>(
      `select count(distinct k.id)::integer as keys, count(e.id)::integer as events
       from ${this.keys} k left join ${this.events} e on e.key_id = k.id where k.consumer_group = $1`,
      [this.group],
    );
    return rows[0] ?? { keys: 0, events: 0 };
  }

  /** Those that wait longest first, a thousand at most. */
  async list(): Promise<readonly ParkedKey[]> {
    return this.select('true', []);
  }

  /** @throws ParkedKeyUnknown */
  async find(id: string): Promise<ParkedKey> {
    const [key] = await this.select('k.id = $2', [id]);
    if (!key) throw new ParkedKeyUnknown(id);
    return key;
  }

  /** The queue of one key in its order, a thousand events at most. @throws ParkedKeyUnknown */
  async show(id: string): Promise<ParkedKey & { readonly queue: readonly ParkedEventWithContent[] }> {
    return { ...(await this.find(id)), queue: await this.queue(id, most) };
  }

  async first(id: string): Promise<ParkedEventWithContent | undefined> {
    return (await this.queue(id, 1))[0];
  }

  /**
   * Its reason is kept with it; whether others that wait can go on now, a replay tells.
   * @returns whether nothing waits any more, so that the key is free
   * @throws ParkedEventUnknown
   */
  async drop(id: string, event: number, { by, reason }: { readonly by: string; readonly reason: string }): Promise<boolean> {
    await transaction(this.pool, async (client) => {
      const { rowCount } = await client.query(
        `with gone as (delete from ${this.events} where key_id = $1 and id = $2 returning *)
         insert into ${this.dropped}
         select g.id, k.consumer_group, k.topic, k.partition, k.key, g.type, g.source, g.position, g.code, g.detail, g.event,
           g.parked_at, clock_timestamp(), $4, $5
         from gone g join ${this.keys} k on k.id = g.key_id where k.consumer_group = $3`,
        [id, event, this.group, by, reason],
      );
      if (rowCount === 0) throw new ParkedEventUnknown(id, event);
    });
    return this.free(id);
  }

  /** Within the transaction of whoever has the effect, if there is one. @returns false when it was gone already */
  async settle(event: number, client: Pool | PoolClient = this.pool): Promise<boolean> {
    const { rowCount } = await client.query(`delete from ${this.events} where id = $1`, [event]);
    return rowCount !== 0;
  }

  async failed(event: number, { code, detail }: Omit<Why, 'attempts'>): Promise<void> {
    await this.pool.query(`update ${this.events} set code = $2, detail = $3, attempts = attempts + 1 where id = $1`, [event, code, detail]);
  }

  /** The key is free when nothing waits any more. @returns false when something does: it has arrived meanwhile */
  async free(id: string): Promise<boolean> {
    return transaction(this.pool, async (client) => {
      // waits for arrivals under way; the next statement sees what they brought
      await client.query(`select from ${this.keys} where id = $1 for update`, [id]);
      await client.query(`delete from ${this.keys} k where id = $1 and not exists (select from ${this.events} e where e.key_id = k.id)`, [
        id,
      ]);
      const { rowCount } = await client.query(`select from ${this.keys} where id = $1`, [id]);
      return rowCount === 0;
    });
  }

  /** One replayer per key: the lock goes with the connection, however that ends. @returns undefined when another one has it */
  async locked<Result>(id: string, work: () => Promise<Result>): Promise<Result | undefined> {
    const client = await this.pool.connect();
    const released = whileInUse(client);
    try {
      const { rows } = await client.query<{ mine: boolean }>(`select pg_try_advisory_lock(hashtextextended('parked ' || $1, 0)) as mine`, [
        id,
      ]);
      if (!rows[0]?.mine) return undefined;
      try {
        return await work();
      } finally {
        await client.query(`select pg_advisory_unlock(hashtextextended('parked ' || $1, 0))`, [id]);
      }
    } finally {
      released();
      client.release();
    }
  }

  private async queue(id: string, limit: number): Promise<readonly ParkedEventWithContent[]> {
    const { rows } = await this.pool.query<EventRow & { event: ParkedContent }>(
      `select ${eventFields}, e.event from ${this.events} e join ${this.keys} k on k.id = e.key_id
       where e.key_id = $1 and k.consumer_group = $2 order by e.id limit $3`,
      [id, this.group, limit],
    );
    return rows.map((row) => ({ ...eventOf(row), content: row.event }));
  }

  private async select(where: string, values: readonly string[]): Promise<readonly ParkedKey[]> {
    const { rows } = await this.pool.query<KeyRow & EventRow>(
      `select k.id, k.topic, k.partition, k.key, k.parked_at,
         (select count(*)::integer from ${this.events} where key_id = k.id) as events, ${eventFields}
       from ${this.keys} k
         left join lateral (select * from ${this.events} where key_id = k.id order by id limit 1) e on true
       where k.consumer_group = $1 and ${where} order by k.parked_at, k.id limit ${most}`,
      [this.group, ...values],
    );
    return rows.map(({ parked_at, id, topic, partition, key, events, ...row }) => ({
      ...{ id, topic, partition, key, events, since: parked_at.toISOString() },
      first: events === 0 ? undefined : eventOf(row),
    }));
  }
}

const eventOf = ({ event_id, event_parked_at, type, source, position, code, detail, attempts }: EventRow): ParkedEvent => ({
  id: Number(event_id),
  parkedAt: event_parked_at.toISOString(),
  ...(type !== null && { type }),
  ...(source !== null && { source }),
  ...(position !== null && { position: Number(position) }),
  ...(code !== null && { code }),
  ...(detail !== null && { detail }),
  attempts,
});
