import { Controller, Module, type Type } from '@nestjs/common';
import { ConsumesMany, type Happened } from '@liaison/messaging';
import type { Migration, Service } from '@liaison/service-kit';
import type { PoolClient } from 'pg';
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
    @ConsumesMany(sampleSentV1('north', mended))
    async fromNorth(samples: readonly Happened<SampleSentV1>[], client: PoolClient): Promise<void> {
      await this.enter('north', samples, client);
    }

    @ConsumesMany(sampleSentV1('south', mended))
    async fromSouth(samples: readonly Happened<SampleSentV1>[], client: PoolClient): Promise<void> {
      await this.enter('south', samples, client);
    }

    private async enter(ward: Ward, samples: readonly Happened<SampleSentV1>[], client: PoolClient): Promise<void> {
      await client.query(
        `insert into entries (ward, patient_id, number, ref)
         select $1, * from unnest($2::text[], $3::integer[], $4::integer[])`,
        [ward, samples.map(({ data }) => data.patientId), samples.map(({ data }) => data.number), samples.map(({ data }) => data.ref)],
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
