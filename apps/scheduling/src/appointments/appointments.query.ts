import { Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { Between, Repository } from 'typeorm';
import { AppointmentEntity } from './appointments.row.js';

/** Of the appointments whose time has come: a hold or a cancelled visit was nobody's to miss. */
export type Attendance = { readonly departmentId: string; readonly kept: number; readonly missed: number };

@Injectable()
export class AppointmentsQuery {
  constructor(@InjectRepository(AppointmentEntity, 'scheduling') private readonly rows: Repository<AppointmentEntity>) {}

  /** In the order of their time; dates are those of each site's calendar, both included. */
  ofPatient(patientId: string, from: string, to: string, limit: number): Promise<readonly AppointmentEntity[]> {
    return this.rows.find({
      where: { patientId, date: Between(from, to) },
      order: { start: 'ASC', appointmentId: 'ASC' },
      take: limit,
    });
  }

  /** Per department of a site, from one date of its calendar to another, both included. */
  async attendance(siteId: string, from: string, to: string): Promise<readonly Attendance[]> {
    const counted = await this.rows
      .createQueryBuilder('visit')
      .select('visit.departmentId', 'departmentId')
      .addSelect(`count(*) filter (where visit.status in ('arrived', 'checked-in', 'fulfilled'))::int`, 'kept')
      .addSelect(`count(*) filter (where visit.status = 'noshow')::int`, 'missed')
      .where('visit.siteId = :siteId and visit.date between :from and :to', { siteId, from, to })
      .groupBy('visit.departmentId')
      .orderBy('visit.departmentId')
      .getRawMany<Attendance>();
    return counted.filter(({ kept, missed }) => kept + missed > 0);
  }
}
