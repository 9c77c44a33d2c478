import { Body, Controller, Get, Inject, Param, Put } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { answer, Asking, ProblemException, Roles, type Asked } from '@liaison/service-kit';
import { z } from 'zod';
import { Catalogue } from '../../catalogue/catalogue.js';
import { DisplayName, SitePath } from '../../http/ids.js';
import { Recorded } from '../../http/recorded.js';
import { SchedulingStreams } from '../../scheduling.streams.js';
import { siteProblems } from '../site.problems.js';

const SiteFacts = z.object({ name: DisplayName, zone: z.string().describe('IANA time zone') }).meta({ id: 'SiteFacts' });
const Site = SiteFacts.extend({ siteId: z.string() }).meta({ id: 'Site' });
const Sites = z.object({ sites: z.array(Site) });

@ApiTags('sites')
@Controller('scheduling/sites')
export class SitesController {
  constructor(
    @Inject(SchedulingStreams) private readonly streams: SchedulingStreams,
    @Inject(Catalogue) private readonly catalogue: Catalogue,
  ) {}

  @Put(':siteId')
  @Roles('coordinator')
  @ApiOperation({ summary: 'Define a site: a campus with one time zone' })
  @ApiOkResponse({ standardSchema: Recorded })
  async define(
    @Param({ schema: SitePath }) { siteId }: z.infer<typeof SitePath>,
    @Body({ schema: SiteFacts }) facts: z.infer<typeof SiteFacts>,
    @Asking() asked: Asked,
  ) {
    const mayReplace = asked.expected !== undefined;
    return answer(
      await this.streams.sites.handle(siteId, { type: 'DefineSite', data: { siteId, ...facts }, mayReplace }, asked),
      siteProblems,
    );
  }

  @Get()
  @Roles('coordinator', 'clerk', 'biller', 'operator')
  @ApiOperation({ summary: 'All sites' })
  @ApiOkResponse({ standardSchema: Sites })
  async all(): Promise<z.infer<typeof Sites>> {
    const { sites } = await this.catalogue.fresh();
    return {
      sites: [...sites.values()].flatMap((site) =>
        site.status === 'defined' ? [{ siteId: site.siteId, name: site.name, zone: site.zone }] : [],
      ),
    };
  }

  @Get(':siteId')
  @Roles('coordinator', 'clerk', 'biller', 'operator')
  @ApiOperation({ summary: 'One site, with its ETag' })
  @ApiOkResponse({ standardSchema: Site.extend({ revision: z.int() }) })
  async one(@Param({ schema: SitePath }) { siteId }: z.infer<typeof SitePath>) {
    const { state, revision } = await this.streams.sites.load(siteId);
    if (state.status === 'unknown') throw new ProblemException(404, { code: 'site-unknown', title: 'No such site', detail: siteId });
    return { siteId, name: state.name, zone: state.zone, revision };
  }
}
