import { setTimeout as sleep } from 'node:timers/promises';
import { Body, Controller, HttpCode, Inject, Module, Post } from '@nestjs/common';
import { CommandHandler } from '@liaison/event-store';
import { accepted, type Decider } from '@liaison/kernel';
import { publishes } from '@liaison/messaging';
import { Roles, RUNTIME, type Runtime, type Service } from '@liaison/service-kit';
import { v5 as uuid } from 'uuid';
import { z } from 'zod';
import { booked, bookedV1, bookingsOf, BookedEvent, type Booked } from '../wire/bookings.js';
import { now } from './clock.js';

const commands = 'e0c4a1d2-6b35-4f7e-9a18-3d5c7b9e1f20';
export const Load = z.strictObject({ perSecond: z.int().min(1), seconds: z.int().min(1), from: z.int() });
type Load = z.infer<typeof Load>;

const booking: Decider<Booked, null, BookedEvent, never> = {
  initial: null,
  evolve: () => null,
  decide: (data) => accepted({ type: 'Booked', data }),
};

/** Gives itself commands, evenly, and tells when each was acknowledged. */
@Controller('sender')
class Sender {
  private readonly bookings: CommandHandler<Booked, null, BookedEvent, never>;

  constructor(@Inject(RUNTIME) { store }: Runtime) {
    this.bookings = new CommandHandler(store, { context: 'sender', category: 'patient', decider: booking, events: BookedEvent });
  }

  @Post('load')
  @HttpCode(200)
  @Roles('operator')
  async load(@Body({ schema: Load }) { perSecond, seconds, from }: Load) {
    const total = perSecond * seconds;
    const begun = performance.now();
    const acknowledged = new Float64Array(total); // a promise for each would be most of what the process holds
    const underWay = new Set<Promise<void>>();
    for (let given = 0; given < total; await sleep(1)) {
      const due = Math.min(total, Math.floor(((performance.now() - begun) * perSecond) / 1000));
      for (; given < due; given += 1) {
        const n = given;
        const booking: Promise<void> = this.book(booked(from + n)).then((at) => {
          acknowledged[n] = at;
          underWay.delete(booking);
        });
        underWay.add(booking);
      }
    }
    await Promise.all(underWay);
    return { acknowledged: [...acknowledged] };
  }

  private async book(data: Booked): Promise<number> {
    const asked = { commandId: uuid(String(data.n), commands), by: 'bench', at: data.from, fingerprint: String(data.n) };
    await this.bookings.handle(data.patientId, data, asked);
    return now();
  }
}

@Module({ controllers: [Sender] })
class SenderModule {}

export const sender: Service = {
  ...{ name: 'sender', title: 'Sender', migrations: [], entities: [], projections: [] },
  published: {
    map: publishes<BookedEvent>({ Booked: (data) => bookedV1('sender').with(data.patientId, data) }),
    topics: [bookingsOf('sender')],
  },
  module: () => ({ module: SenderModule }),
};
