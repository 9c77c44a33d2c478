import { Controller, Get, Inject, Module, Query } from '@nestjs/common';
import { ConsumesMany, type Happened } from '@liaison/messaging';
import { Roles, RUNTIME, type Runtime, type Service } from '@liaison/service-kit';
import type { PoolClient } from 'pg';
import { z } from 'zod';
import { bookedV1, bookingsOf, insertVisits, visitsTable, type Booked } from '../wire/bookings.js';
import { now } from './clock.js';

const Asked = z.object({ from: z.coerce.number() });

/** A row for every booking, and when it could be seen: a connection comes back to the pool when its transaction has ended. */
@Controller('taker')
class Taker {
  private readonly visible = new Map<number, number>();
  private readonly writing = new Map<PoolClient, readonly number[]>();

  constructor(@Inject(RUNTIME) { pool }: Runtime) {
    pool.on('release', (_, client) => {
      const at = now();
      for (const n of this.writing.get(client) ?? []) this.visible.set(n, at);
      this.writing.delete(client);
    });
  }

  @ConsumesMany(bookedV1('sender'))
  async booked(bookings: readonly Happened<Booked>[], client: PoolClient): Promise<void> {
    await client.query(insertVisits(bookings.map(({ data }) => data)));
    this.writing.set(client, [...(this.writing.get(client) ?? []), ...bookings.map(({ data }) => data.n)]);
  }

  @Get('seen')
  @Roles('operator')
  rows(@Query({ schema: Asked }) { from }: z.infer<typeof Asked>) {
    return { seen: [...this.visible].filter(([n]) => n >= from) };
  }
}

@Module({ controllers: [Taker] })
class TakerModule {}

export const taker: Service = {
  ...{ name: 'taker', title: 'Taker', entities: [], projections: [], consumes: [bookingsOf('sender')] },
  migrations: [{ id: 'taker-visits', sql: visitsTable('taker') }],
  module: () => ({ module: TakerModule }),
};
