import type { Pool } from 'pg';
import { quoted } from '@liaison/projections';

export type RelayPlace = { readonly position: number; readonly incarnation: string; readonly epoch: number };

/** How far the service's events have been published. Moves only for the holder of the highest epoch seen so far. */
export class RelayCheckpoint {
  private readonly table: string;

  constructor(
    private readonly pool: Pool,
    schema: string,
  ) {
    this.table = `${quoted(schema)}.relay_checkpoint`;
  }

  async read(): Promise<RelayPlace | undefined> {
    const { rows } = await this.pool.query<{ position: string; incarnation: string; epoch: string }>(
      `select position, incarnation, epoch from ${this.table}`,
    );
    return rows[0] && { position: Number(rows[0].position), incarnation: rows[0].incarnation, epoch: Number(rows[0].epoch) };
  }

  /** From here on nobody with a lower epoch moves it. Another incarnation begins at its beginning. @throws EpochPassed */
  async claim(epoch: number, incarnation: string): Promise<number> {
    const { rows } = await this.pool.query<{ position: string }>(
      `insert into ${this.table} as c (position, incarnation, epoch) values (0, $2, $1)
       on conflict (one) do update set epoch = excluded.epoch, incarnation = excluded.incarnation,
         position = case when c.incarnation = excluded.incarnation then c.position else 0 end
         where c.epoch <= excluded.epoch
       returning position`,
      [epoch, incarnation],
    );
    if (!rows[0]) throw new EpochPassed();
    return Number(rows[0].position);
  }

  /** @throws EpochPassed */
  async move(epoch: number, from: number, to: number): Promise<void> {
    const { rowCount } = await this.pool.query(`update ${this.table} set position = $3 where epoch = $1 and position = $2`, [
      epoch,
      from,
      to,
    ]);
    if (rowCount === 0) throw new EpochPassed();
  }
}

/** Another relay has taken over. */
export class EpochPassed extends Error {
  readonly code = 'epoch-passed';
}
