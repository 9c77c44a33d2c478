import { quoted } from '@liaison/projections';
import pg, { type Pool, type PoolClient, type QueryResult } from 'pg';
import { grouped } from '../grouped.js';
import type { Message, Place } from '../message-bus.js';

/** How far a group has come with one source, in one partition. */
export type Watermark = Pick<Message, 'source' | 'incarnation' | 'topic' | 'partition' | 'position' | 'index'>;

export const sourceOf = ({ source, incarnation }: Pick<Watermark, 'source' | 'incarnation'>): string => `${source}\n${incarnation}`;
/** Whether it has passed what stands there. */
export const reaches = (mark: Watermark, { position, index }: Watermark): boolean =>
  position < mark.position || (position === mark.position && index <= mark.index);

/**
 * The highest position that a group has handled or parked, per source and partition: what is not above it comes again and is
 * dropped. Within a partition a source's first occurrences are in order, so nothing below it can still be missing.
 */
export class Watermarks {
  private readonly table: string;

  constructor(
    private readonly pool: Pool,
    schema: string,
    private readonly group: string,
  ) {
    this.table = `${quoted(schema)}.consumed`;
  }

  async of({ topic, partition }: Place): Promise<readonly Watermark[]> {
    const { rows } = await this.pool.query<Watermark & { position: string }>(
      `select source, incarnation, topic, partition, position, index from ${this.table}
       where consumer_group = $1 and topic = $2 and partition = $3`,
      [this.group, topic, partition],
    );
    return rows.map((row) => ({ ...row, position: Number(row.position) }));
  }

  /** Each moves up or stays. */
  async move(marks: readonly Watermark[]): Promise<void> {
    if (marks.length === 0) return;
    await this.pool.query(
      `insert into ${this.table} as c (consumer_group, source, incarnation, topic, partition, position, index)
       select $1, * from unnest($2::text[], $3::text[], $4::text[], $5::integer[], $6::bigint[], $7::integer[]) ${up('(excluded.position, excluded.index)')}`,
      [
        this.group,
        marks.map(({ source }) => source),
        marks.map(({ incarnation }) => incarnation),
        marks.map(({ topic }) => topic),
        marks.map(({ partition }) => partition),
        marks.map(({ position }) => position),
        marks.map(({ index }) => index),
      ],
    );
  }

  /**
   * Statements, one for each source, that move the marks over several messages in their order, each above the one before it of its
   * source. Without parameters: they travel with the beginning of the transaction that has the effect.
   */
  passing(messages: readonly Watermark[]): readonly string[] {
    const bySource = [...grouped(messages, sourceOf)].toSorted(([one], [other]) => (one < other ? -1 : 1)); // nobody waits in a circle
    return bySource.flatMap(([, [first, ...more]]) => (first ? [this.statement(first, more.at(-1) ?? first)] : []));
  }

  /** In a transaction of whoever has the effect. @returns whether the mark was below: else the message has had its effect */
  async moveWithin(client: PoolClient, to: Watermark): Promise<boolean> {
    return havePassed([await client.query(this.statement(to, to))]);
  }

  private statement(first: Watermark, { source, incarnation, topic, partition, position, index }: Watermark): string {
    const [values, above] = [
      [this.group, source, incarnation, topic, partition, position, index],
      [first.position, first.index],
    ].map((all) => `(${all.map((each) => pg.escapeLiteral(String(each))).join(', ')})`);
    return `insert into ${this.table} as c (consumer_group, source, incarnation, topic, partition, position, index)
       values ${values} ${up(above ?? '')}`;
  }
}

/** Of {@link Watermarks.passing}: whether all marks were below, else somebody else has handled some of the messages. */
export const havePassed = (results: readonly QueryResult[]): boolean => results.every(({ rowCount }) => rowCount !== 0);

const up = (above: string): string => `
  on conflict (consumer_group, source, incarnation, topic, partition)
  do update set position = excluded.position, index = excluded.index where (c.position, c.index) < ${above}`;
