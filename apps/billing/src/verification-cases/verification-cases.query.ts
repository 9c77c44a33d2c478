import { addDays } from '@liaison/kernel';
import { Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { Repository } from 'typeorm';
import { VerificationCaseRow } from './verification-case.row.js';
import type { Place } from './verification-cases.cursor.js';
import type { CaseStatus } from './verification-cases.projection.js';

export type Wanted = {
  readonly patientId?: string | undefined;
  readonly status?: CaseStatus | undefined;
  /** Visit dates, both inclusive. */
  readonly from?: string | undefined;
  readonly to?: string | undefined;
  readonly after?: Place | undefined;
  readonly limit: number;
};
export type Page = { readonly cases: readonly VerificationCaseRow[]; readonly more: boolean };

@Injectable()
export class VerificationCases {
  constructor(@InjectRepository(VerificationCaseRow, 'billing') private readonly rows: Repository<VerificationCaseRow>) {}

  find(caseId: string): Promise<VerificationCaseRow | null> {
    return this.rows.findOneBy({ caseId });
  }

  /** By the time of the visit. A case that changes keeps its place, so no page repeats one or leaves one out. */
  async page({ patientId, status, from, to, after, limit }: Wanted): Promise<Page> {
    const query = this.rows
      .createQueryBuilder('c')
      .orderBy('c.visitAt')
      .addOrderBy('c.caseId')
      .limit(limit + 1);
    if (patientId) query.andWhere('c.patientId = :patientId', { patientId });
    if (status) query.andWhere('c.status = :status', { status });
    // no zone is a day away from UTC: the second half of each condition changes nothing but lets the order's index begin and end there
    if (from) query.andWhere('c.visitDate >= :from and c.visitAt >= :earliest', { from, earliest: `${addDays(from, -1)}T00:00:00Z` });
    if (to) query.andWhere('c.visitDate <= :to and c.visitAt < :latest', { to, latest: `${addDays(to, 2)}T00:00:00Z` });
    if (after) query.andWhere('(c.visitAt, c.caseId) > (:visitAt, :caseId)', after);
    const found = await query.getMany();
    return { cases: found.slice(0, limit), more: found.length > limit };
  }
}
