import { Module, type DynamicModule } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { Catalogue } from './catalogue/catalogue.js';
import { ClosureSpreading } from './closure/closure-spreading.js';
import { ClosuresController } from './closure/closures.http.js';
import { DayBoardController } from './day-board/day-board.http.js';
import { DayBoardQuery } from './day-board/day-board.query.js';
import { DayBoardUseRow } from './day-board/day-board.row.js';
import { BookAppointmentHandler } from './day-schedule/book-appointment/book-appointment.handler.js';
import { BookAppointmentController } from './day-schedule/book-appointment/book-appointment.http.js';
import { CancelAppointmentController } from './day-schedule/cancel-appointment/cancel-appointment.http.js';
import { DaySchedules } from './day-schedule/day-schedules.js';
import { FreeTimesFinder } from './free-times/find-free-times.js';
import { FreeTimesController } from './free-times/free-times.http.js';
import { ImportsController } from './import/plan-import/plan-import.http.js';
import { ImportItemsController } from './import/record-import-item/record-import-item.http.js';
import { ResourcesController } from './resource/define-resource/define-resource.http.js';
import { ResourceHoursController } from './resource/set-resource-hours/set-resource-hours.http.js';
import type { SchedulingParts } from './scheduling.parts.js';
import { SchedulingStreams } from './scheduling.streams.js';
import { DepartmentsController } from './site/define-department/define-department.http.js';
import { SitesController } from './site/define-site/define-site.http.js';
import { VisitTypesController } from './visit-type/define-visit-type/define-visit-type.http.js';

/** The map of the service: what can be asked of it over HTTP, and the parts behind. */
@Module({})
export class SchedulingModule {
  static for({ streams, catalogue, days, finder, desk, spreading }: SchedulingParts): DynamicModule {
    return {
      module: SchedulingModule,
      imports: [TypeOrmModule.forFeature([DayBoardUseRow], 'scheduling')],
      controllers: [
        SitesController,
        DepartmentsController,
        ResourcesController,
        ResourceHoursController,
        VisitTypesController,
        ClosuresController,
        FreeTimesController,
        BookAppointmentController,
        CancelAppointmentController,
        DayBoardController,
        ImportsController,
        ImportItemsController,
      ],
      providers: [
        DayBoardQuery,
        { provide: SchedulingStreams, useValue: streams },
        { provide: Catalogue, useValue: catalogue },
        { provide: DaySchedules, useValue: days },
        { provide: FreeTimesFinder, useValue: finder },
        { provide: BookAppointmentHandler, useValue: desk },
        { provide: ClosureSpreading, useValue: spreading },
      ],
    };
  }
}
