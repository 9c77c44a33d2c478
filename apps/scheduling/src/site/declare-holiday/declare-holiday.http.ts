import { Body, Controller, Delete, Get, Inject, Param, Put } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { answer, Asking, ProblemException, Roles, type Asked } from '@liaison/service-kit';
import { z } from 'zod';
import { CalendarDate, DisplayName, SitePath } from '../../http/ids.js';
import { Recorded } from '../../http/recorded.js';
import { affectedBodies, RecordedAffected } from '../../http/recorded-affected.js';
import { AffectedBookings } from '../../resource/affected-bookings.js';
import { SchedulingStreams } from '../../scheduling.streams.js';
import { siteProblems } from '../site.problems.js';

const Path = SitePath.extend({ date: CalendarDate });
const HolidayFacts = z.object({ name: DisplayName }).meta({ id: 'HolidayFacts' });
const Holidays = z.object({ holidays: z.array(z.object({ date: z.string(), name: z.string() }).meta({ id: 'PublicHoliday' })) });

@ApiTags('sites')
@Controller('scheduling/sites/:siteId/holidays')
export class HolidaysController {
  constructor(
    @Inject(SchedulingStreams) private readonly streams: SchedulingStreams,
    @Inject(AffectedBookings) private readonly bookings: AffectedBookings,
  ) {}

  @Put(':date')
  @Roles('coordinator')
  @ApiOperation({ summary: 'Declare a public holiday: only who works on holidays has hours, and a list of the bookings on it' })
  @ApiOkResponse({ standardSchema: RecordedAffected })
  async declare(
    @Param({ schema: Path }) { siteId, date }: z.infer<typeof Path>,
    @Body({ schema: HolidayFacts }) { name }: z.infer<typeof HolidayFacts>,
    @Asking() asked: Asked,
  ) {
    const outcome = await this.streams.sites.handle(siteId, { type: 'DeclareHoliday', data: { siteId, date, name } }, asked);
    const affected = outcome.accepted ? await this.bookings.onHoliday({ siteId, date }, asked.at) : [];
    return answer(outcome, siteProblems, { affected: affectedBodies(affected) });
  }

  @Delete(':date')
  @Roles('coordinator')
  @ApiOperation({ summary: 'Revoke a public holiday: a working day like others' })
  @ApiOkResponse({ standardSchema: Recorded })
  async revoke(@Param({ schema: Path }) { siteId, date }: z.infer<typeof Path>, @Asking() asked: Asked) {
    return answer(await this.streams.sites.handle(siteId, { type: 'RevokeHoliday', data: { siteId, date } }, asked), siteProblems);
  }

  @Get()
  @Roles('coordinator', 'clerk', 'operator')
  @ApiOperation({ summary: 'The public holidays of a site' })
  @ApiOkResponse({ standardSchema: Holidays })
  async all(@Param({ schema: SitePath }) { siteId }: z.infer<typeof SitePath>): Promise<z.infer<typeof Holidays>> {
    const { state } = await this.streams.sites.load(siteId);
    if (state.status === 'unknown') throw new ProblemException(404, { code: 'site-unknown', title: 'No such site', detail: siteId });
    return { holidays: [...state.holidays.sortBy((_, date) => date)].map(([date, name]) => ({ date, name })) };
  }
}
