import { Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { Repository } from 'typeorm';
import { SeenByEntity } from './seen-by.row.js';

/** Visits looked at of one patient: the latest. */
const most = 500;

@Injectable()
export class SeenByQuery {
  constructor(@InjectRepository(SeenByEntity, 'scheduling') private readonly rows: Repository<SeenByEntity>) {}

  /** Who has served the patient or is going to, with the latest date of each. */
  async of(patientId: string | undefined): Promise<ReadonlyMap<string, string>> {
    if (patientId === undefined) return new Map();
    const rows = await this.rows.find({ where: { patientId }, order: { date: 'DESC' }, take: most });
    return new Map(rows.toReversed().map(({ resourceId, date }) => [resourceId, date]));
  }
}
