import { Controller, Module, type Type } from '@nestjs/common';
import { Consumes, type Cause } from '@liaison/messaging';
import type { Migration, Service } from '@liaison/service-kit';
import { samplesOf, sampleSentV1, wards, type SampleSentV1, type Ward } from './samples.js';

/** Nothing here refuses a second row of one sample. */
const entries: Migration = {
  id: 'ledger-0001-entries',
  sql: `create table entries (
          entry bigint generated always as identity primary key,
          ward text not null,
          patient_id text not null,
          number integer not null,
          ref integer not null
        )`,
};

const bookkeeper = (mended: boolean): Type => {
  @Controller()
  class Bookkeeper {
    @Consumes(sampleSentV1('north', mended))
    async fromNorth(sample: SampleSentV1, cause: Cause): Promise<void> {
      await this.enter('north', sample, cause);
    }

    @Consumes(sampleSentV1('south', mended))
    async fromSouth(sample: SampleSentV1, cause: Cause): Promise<void> {
      await this.enter('south', sample, cause);
    }

    private async enter(ward: Ward, { patientId, number, ref }: SampleSentV1, { together }: Cause): Promise<void> {
      await together((client) =>
        client.query('insert into entries (ward, patient_id, number, ref) values ($1, $2, $3, $4)', [ward, patientId, number, ref]),
      );
    }
  }
  return Bookkeeper;
};

@Module({})
class LedgerModule {}

/** Books what both wards send: the effect is a row. */
export const ledger = (mended: boolean): Service => ({
  name: 'ledger',
  title: 'Ledger',
  migrations: [entries],
  entities: [],
  projections: [],
  consumes: wards.map(samplesOf),
  module: () => ({ module: LedgerModule, controllers: [bookkeeper(mended)] }),
});
