import { Module, type DynamicModule } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { ThirdNextAvailableController } from './access/third-next-available.http.js';
import { AppointmentsQuery } from './appointments/appointments.query.js';
import { AppointmentEntity } from './appointments/appointments.row.js';
import { NoShowRatesController } from './appointments/no-show-rates.http.js';
import { PatientAppointmentsLiveController } from './appointments/patient-appointments-live.http.js';
import { PatientAppointmentsController } from './appointments/patient-appointments.http.js';
import { AppointmentHistoryController } from './appointment-history/appointment-history.http.js';
import { BlocksController } from './block/blocks.http.js';
import { CalendarFeedController } from './calendar-feed/calendar-feed.http.js';
import { CalendarFeedsController } from './calendar-feed/calendar-feeds.http.js';
import { FeedTokens } from './calendar-feed/feed-tokens.js';
import { Catalogue } from './catalogue/catalogue.js';
import { ClosureSpreading } from './closure/closure-spreading.js';
import { ClosuresController } from './closure/closures.http.js';
import { DayBoardLiveController } from './day-board/day-board-live.http.js';
import { DayBoardController } from './day-board/day-board.http.js';
import { DayBoardQuery } from './day-board/day-board.query.js';
import { DayBoardUseRow } from './day-board/day-board.row.js';
import { BookAppointmentHandler } from './day-schedule/book-appointment/book-appointment.handler.js';
import { BookAppointmentController } from './day-schedule/book-appointment/book-appointment.http.js';
import { CancelAppointmentController } from './day-schedule/cancel-appointment/cancel-appointment.http.js';
import { AppointmentDesk } from './day-schedule/appointment-desk.js';
import { ConfirmAppointmentController } from './day-schedule/confirm-appointment/confirm-appointment.http.js';
import { RecordArrivalController } from './day-schedule/record-arrival/record-arrival.http.js';
import { CheckInPatientController } from './day-schedule/check-in-patient/check-in-patient.http.js';
import { StartEncounterController } from './day-schedule/start-encounter/start-encounter.http.js';
import { FinishEncounterController } from './day-schedule/finish-encounter/finish-encounter.http.js';
import { RecordNoShowController } from './day-schedule/record-no-show/record-no-show.http.js';
import { EnterInErrorController } from './day-schedule/enter-in-error/enter-in-error.http.js';
import { UndoStepController } from './day-schedule/undo-step/undo-step.http.js';
import { HoldAppointmentController } from './day-schedule/hold-appointment/hold-appointment.http.js';
import { LinkedVisitsFinder } from './linked-visits/linked-visits-finder.js';
import { LinkedVisitsHandler } from './linked-visits/linked-visits.handler.js';
import { LinkedVisitsController } from './linked-visits/linked-visits.http.js';
import { LiveChanges } from './live/live-changes.js';
import { MoveAppointmentHandler } from './day-schedule/move-appointment/move-appointment.handler.js';
import { MoveAppointmentController } from './day-schedule/move-appointment/move-appointment.http.js';
import { ReassignResourceController } from './day-schedule/reassign-resource/reassign-resource.http.js';
import { RenewHoldController } from './day-schedule/renew-hold/renew-hold.http.js';
import { ReleaseHoldController } from './day-schedule/release-hold/release-hold.http.js';
import { BookHeldController } from './day-schedule/book-held/book-held.http.js';
import { DaySchedules } from './day-schedule/day-schedules.js';
import { FreeTimesFinder } from './free-times/find-free-times.js';
import { FreeTimesController } from './free-times/free-times.http.js';
import { ImportsController } from './import/plan-import/plan-import.http.js';
import { ImportItemsController } from './import/record-import-item/record-import-item.http.js';
import { CancellingForTheDeceased } from './patient/cancelling-for-the-deceased.js';
import { DeclareDeceasedController } from './patient/declare-deceased/declare-deceased.http.js';
import { RetractDeathController } from './patient/retract-death/retract-death.http.js';
import { PatientSeriesController } from './patient-series/patient-series.http.js';
import { PatientSeriesEntity } from './patient-series/patient-series.row.js';
import { AffectedBookings } from './resource/affected-bookings.js';
import { ResourcesController } from './resource/define-resource/define-resource.http.js';
import { LeaveController } from './resource/grant-leave/grant-leave.http.js';
import { OutagesController } from './resource/outages.http.js';
import { ResourceHoursController } from './resource/set-resource-hours/set-resource-hours.http.js';
import { ResourceCalendarLiveController } from './resource-calendar/resource-calendar-live.http.js';
import { ResourceCalendarController } from './resource-calendar/resource-calendar.http.js';
import { ResourceHoursQuery } from './resource-hours/resource-hours.query.js';
import { ResourceHoursEntity } from './resource-hours/resource-hours.row.js';
import { ReservedUsesQuery } from './reserved-uses/reserved-uses.query.js';
import { ReservedUseEntity } from './reserved-uses/reserved-uses.row.js';
import { ResourceUsesQuery } from './resource-uses/resource-uses.query.js';
import { ResourceUseEntity } from './resource-uses/resource-uses.row.js';
import { UtilisationController } from './utilisation/utilisation.http.js';
import type { SchedulingParts } from './scheduling.parts.js';
import { SchedulingStreams } from './scheduling.streams.js';
import { SeenByQuery } from './seen-by/seen-by.query.js';
import { SeenByEntity } from './seen-by/seen-by.row.js';
import { BookSeriesController } from './series/book-series.http.js';
import { ChangeSeriesController } from './series/change-series.http.js';
import { PreviewSeriesChangeController } from './series/preview-series-change.http.js';
import { OneSeriesController } from './series/one-series.http.js';
import { SeriesHandler } from './series/series.handler.js';
import { SeriesVisits } from './series/series-visits.js';
import { HolidaysController } from './site/declare-holiday/declare-holiday.http.js';
import { DepartmentsController } from './site/define-department/define-department.http.js';
import { SitesController } from './site/define-site/define-site.http.js';
import { VisitTypesController } from './visit-type/define-visit-type/define-visit-type.http.js';

/** The map of the service: what can be asked of it over HTTP, and the parts behind. */
@Module({})
export class SchedulingModule {
  static for({
    streams,
    catalogue,
    days,
    finder,
    desk,
    mover,
    series,
    seriesVisits,
    linked,
    linkedFinder,
    appointments,
    cancelling,
    live,
    spreading,
    affected,
    feedTokens,
  }: SchedulingParts): DynamicModule {
    return {
      module: SchedulingModule,
      imports: [
        TypeOrmModule.forFeature(
          [DayBoardUseRow, AppointmentEntity, SeenByEntity, ResourceUseEntity, ResourceHoursEntity, PatientSeriesEntity, ReservedUseEntity],
          'scheduling',
        ),
      ],
      controllers: [
        SitesController,
        DepartmentsController,
        ResourcesController,
        ResourceHoursController,
        LeaveController,
        OutagesController,
        ResourceCalendarController,
        ResourceCalendarLiveController,
        UtilisationController,
        CalendarFeedsController,
        CalendarFeedController,
        ThirdNextAvailableController,
        HolidaysController,
        VisitTypesController,
        ClosuresController,
        BlocksController,
        FreeTimesController,
        HoldAppointmentController,
        RenewHoldController,
        ReleaseHoldController,
        BookHeldController,
        BookAppointmentController,
        MoveAppointmentController,
        ReassignResourceController,
        CancelAppointmentController,
        ConfirmAppointmentController,
        RecordArrivalController,
        CheckInPatientController,
        StartEncounterController,
        FinishEncounterController,
        RecordNoShowController,
        EnterInErrorController,
        UndoStepController,
        AppointmentHistoryController,
        BookSeriesController,
        OneSeriesController,
        ChangeSeriesController,
        PreviewSeriesChangeController,
        LinkedVisitsController,
        DayBoardController,
        DayBoardLiveController,
        PatientAppointmentsController,
        PatientAppointmentsLiveController,
        PatientSeriesController,
        NoShowRatesController,
        DeclareDeceasedController,
        RetractDeathController,
        ImportsController,
        ImportItemsController,
      ],
      providers: [
        DayBoardQuery,
        AppointmentsQuery,
        SeenByQuery,
        ResourceUsesQuery,
        ReservedUsesQuery,
        ResourceHoursQuery,
        { provide: SchedulingStreams, useValue: streams },
        { provide: Catalogue, useValue: catalogue },
        { provide: DaySchedules, useValue: days },
        { provide: FreeTimesFinder, useValue: finder },
        { provide: BookAppointmentHandler, useValue: desk },
        { provide: MoveAppointmentHandler, useValue: mover },
        { provide: SeriesHandler, useValue: series },
        { provide: SeriesVisits, useValue: seriesVisits },
        { provide: LinkedVisitsHandler, useValue: linked },
        { provide: LinkedVisitsFinder, useValue: linkedFinder },
        { provide: CancellingForTheDeceased, useValue: cancelling },
        { provide: LiveChanges, useValue: live },
        { provide: AppointmentDesk, useValue: appointments },
        { provide: ClosureSpreading, useValue: spreading },
        { provide: AffectedBookings, useValue: affected },
        { provide: FeedTokens, useValue: feedTokens },
      ],
    };
  }
}
