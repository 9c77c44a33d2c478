import { Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { Between, In, Repository } from 'typeorm';
import { ResourceUseEntity } from './resource-uses.row.js';

export type DatesOf = { readonly from: string; readonly to: string };

@Injectable()
export class ResourceUsesQuery {
  constructor(@InjectRepository(ResourceUseEntity, 'scheduling') private readonly rows: Repository<ResourceUseEntity>) {}

  /** In the order of their time; dates are those of the sites' calendars, both included. */
  of(resourceIds: readonly string[], { from, to }: DatesOf, siteId?: string): Promise<readonly ResourceUseEntity[]> {
    if (resourceIds.length === 0) return Promise.resolve([]);
    return this.rows.find({
      where: { resourceId: In([...resourceIds]), date: Between(from, to), ...(siteId !== undefined && { siteId }) },
      order: { from: 'ASC', appointmentId: 'ASC', phase: 'ASC' },
    });
  }
}
