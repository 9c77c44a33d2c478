import { Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { Between, Repository } from 'typeorm';
import type { DatesOf } from '../resource-uses/resource-uses.query.js';
import { ReservedUseEntity } from './reserved-uses.row.js';

@Injectable()
export class ReservedUsesQuery {
  constructor(@InjectRepository(ReservedUseEntity, 'scheduling') private readonly rows: Repository<ReservedUseEntity>) {}

  /** In the order of their time; dates are those of the sites' calendars, both included. */
  ofResource(resourceId: string, { from, to }: DatesOf): Promise<readonly ReservedUseEntity[]> {
    return this.rows.find({
      where: { resourceId, date: Between(from, to) },
      order: { from: 'ASC', appointmentId: 'ASC', phase: 'ASC' },
    });
  }

  /** By visit, in the order of the day. */
  async ofDepartment(siteId: string, departmentId: string, date: string): Promise<readonly (readonly ReservedUseEntity[])[]> {
    const rows = await this.rows.find({
      where: { siteId, departmentId, date },
      order: { start: 'ASC', appointmentId: 'ASC', from: 'ASC', phase: 'ASC' },
    });
    const visits = new Map<string, ReservedUseEntity[]>();
    for (const row of rows) {
      const key = `${row.commitmentId} ${row.appointmentId}`;
      visits.set(key, [...(visits.get(key) ?? []), row]);
    }
    return [...visits.values()];
  }
}
