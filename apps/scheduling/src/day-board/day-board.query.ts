import { Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { In, Repository } from 'typeorm';
import { DayBoardUseRow } from './day-board.row.js';

export type BoardAppointment = Pick<
  DayBoardUseRow,
  'appointmentId' | 'patientId' | 'visitTypeId' | 'status' | 'start' | 'end' | 'date' | 'otherDate'
> & {
  readonly uses: readonly Pick<DayBoardUseRow, 'phase' | 'resourceId' | 'from' | 'to'>[];
};

@Injectable()
export class DayBoardQuery {
  constructor(@InjectRepository(DayBoardUseRow, 'scheduling') private readonly rows: Repository<DayBoardUseRow>) {}

  /** In the order of their time; of a visit over midnight each date has what falls on it. */
  async of(siteId: string, departmentId: string, dates: readonly string[]): Promise<readonly BoardAppointment[]> {
    const rows = await this.rows.find({
      where: { siteId, departmentId, date: In([...dates]) },
      order: { start: 'ASC', appointmentId: 'ASC', from: 'ASC', phase: 'ASC' },
    });
    const visits = new Map<string, BoardAppointment>();
    for (const { appointmentId, patientId, visitTypeId, status, start, end, date, otherDate, phase, resourceId, from, to } of rows) {
      const key = `${date} ${appointmentId}`;
      const visit = visits.get(key) ?? { appointmentId, patientId, visitTypeId, status, start, end, date, otherDate, uses: [] };
      visits.set(key, { ...visit, uses: [...visit.uses, { phase, resourceId, from, to }] });
    }
    return [...visits.values()];
  }
}
