import { Controller, Get, Module, Query } from '@nestjs/common';
import { Consumes, type Cause } from '@liaison/messaging';
import { Roles, type Service } from '@liaison/service-kit';
import { z } from 'zod';
import { bookedV1, bookingsOf, type Booked } from '../wire/bookings.js';
import { now } from './clock.js';

const Asked = z.object({ from: z.coerce.number() });
const seen = new Map<number, number>();

/** A row for every booking, and when it could be seen. */
@Controller('taker')
class Taker {
  @Consumes(bookedV1('sender'))
  async booked({ n, appointmentId, patientId, from }: Booked, { together }: Cause): Promise<void> {
    await together((client) => client.query('insert into visits values ($1, $2, $3, $4)', [n, appointmentId, patientId, from]));
    seen.set(n, now());
  }

  @Get('seen')
  @Roles('operator')
  rows(@Query({ schema: Asked }) { from }: z.infer<typeof Asked>) {
    return { seen: [...seen].filter(([n]) => n >= from) };
  }
}

@Module({ controllers: [Taker] })
class TakerModule {}

export const taker: Service = {
  ...{ name: 'taker', title: 'Taker', entities: [], projections: [], consumes: [bookingsOf('sender')] },
  migrations: [
    {
      id: 'taker-visits',
      sql: 'create table visits (n integer not null, appointment_id uuid not null, patient_id uuid not null, starts_at timestamptz not null)',
    },
  ],
  module: () => ({ module: TakerModule }),
};
