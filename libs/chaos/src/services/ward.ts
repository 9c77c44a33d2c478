import { Body, Controller, Inject, Module, Param, Post, type Type } from '@nestjs/common';
import { CommandHandler, type Asked } from '@liaison/event-store';
import { Consumes, keptPrivate, publishes } from '@liaison/messaging';
import { answer, Asking, Roles, RUNTIME, type Runtime, type Service } from '@liaison/service-kit';
import { z } from 'zod';
import {
  otherWard,
  receiving,
  SampleReceived,
  samplesOf,
  SampleSent,
  sampleSentV1,
  SendSamples,
  sending,
  type SampleSentV1,
  type Ward,
} from './samples.js';

const PatientPath = z.object({ patientId: z.string().regex(/^p\d+$/) });

/** Sends samples to whoever listens: a command over HTTP is an event and a message for each sample. */
const sender = (ward: Ward): Type => {
  @Controller(ward)
  class Sender {
    private readonly patients: CommandHandler<SendSamples & { readonly patientId: string }, number, SampleSent, never>;

    constructor(@Inject(RUNTIME) { store }: Runtime) {
      this.patients = new CommandHandler(store, { context: ward, category: 'patient', decider: sending, events: SampleSent });
    }

    @Post('patients/:patientId/samples')
    @Roles('clerk')
    async send(
      @Param({ schema: PatientPath }) { patientId }: z.infer<typeof PatientPath>,
      @Body({ schema: SendSamples }) { samples }: SendSamples,
      @Asking() asked: Asked,
    ) {
      return answer(await this.patients.handle(patientId, { samples, patientId }, asked), {});
    }
  }
  return Sender;
};

/** Receives the samples of the other ward: the effect is a command of this one. */
const receiver = (ward: Ward, mended: boolean): Type => {
  @Controller()
  class Receiver {
    private readonly receipts: CommandHandler<SampleReceived['data'], null, SampleReceived, never>;

    constructor(@Inject(RUNTIME) { store }: Runtime) {
      this.receipts = new CommandHandler(store, { context: ward, category: 'receipt', decider: receiving, events: SampleReceived });
    }

    @Consumes(sampleSentV1(otherWard(ward), mended))
    async received({ patientId, number, ref }: SampleSentV1, cause: Asked): Promise<void> {
      await this.receipts.handle(patientId, { patientId, number, ref }, cause);
    }
  }
  return Receiver;
};

@Module({})
class WardModule {}

export const ward = (name: Ward, mended: boolean): Service => ({
  name,
  title: `Ward ${name}`,
  migrations: [],
  entities: [],
  projections: [],
  published: {
    map: publishes<SampleSent | SampleReceived>({
      SampleSent: (data) => sampleSentV1(name, true).with(data.patientId, data),
      SampleReceived: keptPrivate,
    }),
    topics: [samplesOf(name)],
  },
  consumes: [samplesOf(otherWard(name))],
  module: () => ({ module: WardModule, controllers: [sender(name), receiver(name, mended)] }),
});
