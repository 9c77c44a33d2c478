import { Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { minus, type Interval } from '@liaison/kernel';
import { Between, In, Repository } from 'typeorm';
import { ResourceHoursEntity } from './resource-hours.row.js';

/** What a day schedule has of a resource. */
export type HoursOfDay = {
  readonly resourceId: string;
  readonly date: string;
  readonly hours: readonly Interval[];
  readonly capacity: number;
};

@Injectable()
export class ResourceHoursQuery {
  constructor(@InjectRepository(ResourceHoursEntity, 'scheduling') private readonly rows: Repository<ResourceHoursEntity>) {}

  /** Of the days that were ever given hours of these resources; dates are included. */
  async of(siteId: string, resourceIds: readonly string[], from: string, to: string): Promise<readonly HoursOfDay[]> {
    if (resourceIds.length === 0) return [];
    const rows = await this.rows.find({ where: { siteId, resourceId: In([...resourceIds]), date: Between(from, to) } });
    const days = new Map<string, ResourceHoursEntity[]>();
    for (const row of rows) days.set(`${row.resourceId} ${row.date}`, [...(days.get(`${row.resourceId} ${row.date}`) ?? []), row]);
    return [...days.values()].flatMap((ofDay): readonly HoursOfDay[] => {
      const [first] = ofDay;
      if (!first) return [];
      const { resourceId, date, capacity } = first;
      const hours = minus(
        ofDay.filter(({ kind }) => kind === 'granted'),
        ofDay.filter(({ kind }) => kind === 'returned'),
      );
      return [{ resourceId, date, hours, capacity }];
    });
  }
}
