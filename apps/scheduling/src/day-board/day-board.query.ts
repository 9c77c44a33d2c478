import { Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { Repository } from 'typeorm';
import { DayBoardUseRow } from './day-board.row.js';

export type BoardAppointment = Pick<DayBoardUseRow, 'appointmentId' | 'patientId' | 'visitTypeId' | 'status' | 'start' | 'end'> & {
  readonly uses: readonly Pick<DayBoardUseRow, 'phase' | 'resourceId' | 'from' | 'to'>[];
};

@Injectable()
export class DayBoardQuery {
  constructor(@InjectRepository(DayBoardUseRow, 'scheduling') private readonly rows: Repository<DayBoardUseRow>) {}

  /** In the order of the day. */
  async of(siteId: string, departmentId: string, date: string): Promise<readonly BoardAppointment[]> {
    const rows = await this.rows.find({
      where: { siteId, departmentId, date },
      order: { start: 'ASC', appointmentId: 'ASC', from: 'ASC', phase: 'ASC' },
    });
    const visits = new Map<string, BoardAppointment>();
    for (const { appointmentId, patientId, visitTypeId, status, start, end, phase, resourceId, from, to } of rows) {
      const visit = visits.get(appointmentId) ?? { appointmentId, patientId, visitTypeId, status, start, end, uses: [] };
      visits.set(appointmentId, { ...visit, uses: [...visit.uses, { phase, resourceId, from, to }] });
    }
    return [...visits.values()];
  }
}
