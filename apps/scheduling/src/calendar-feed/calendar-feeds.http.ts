import { Controller, Delete, Get, Inject, Param, Put } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { answer, Asking, ProblemException, Roles, type Asked, type Problems } from '@liaison/service-kit';
import { z } from 'zod';
import { Catalogue } from '../catalogue/catalogue.js';
import { Slug } from '../http/ids.js';
import { Recorded } from '../http/recorded.js';
import { SchedulingStreams } from '../scheduling.streams.js';
import { digestOf, FeedTokens } from './feed-tokens.js';
import type { FeedRefusal } from './issue-calendar-feed/issue-calendar-feed.js';
import type { FeedRevocationRefusal } from './revoke-calendar-feed/revoke-calendar-feed.js';

const OfResource = z.object({ resourceId: Slug });
const Path = OfResource.extend({ feedId: Slug });
const Issued = Recorded.extend({
  feedId: z.string(),
  path: z.string().describe('Behind the address of this system: for a calendar program, and for nobody else to see'),
}).meta({ id: 'CalendarFeedIssued' });
const Feeds = z.object({
  feeds: z.array(z.object({ feedId: z.string(), issuedAt: z.string(), revokedAt: z.string().optional() }).meta({ id: 'CalendarFeed' })),
});

type ResourceUnknown = { readonly code: 'resource-unknown'; readonly resourceId: string };
const problems: Problems<FeedRefusal | FeedRevocationRefusal | ResourceUnknown> = {
  'resource-unknown': ({ resourceId }) => ({ status: 404, title: 'No such resource', detail: resourceId }),
  'feed-unknown': ({ feedId }) => ({ status: 404, title: 'No such calendar feed', detail: feedId }),
  'feed-revoked': ({ feedId }) => ({ status: 409, title: 'This calendar feed was revoked', detail: `${feedId}: issue another` }),
  'feed-token-lost': ({ feedId }) => ({
    status: 409,
    title: 'The token of this calendar feed cannot be told again',
    detail: `${feedId}: it goes on working; revoke it and issue another`,
  }),
  'too-many-feeds': ({ most }) => ({ status: 422, title: 'Too many calendar feeds', detail: `at most ${most} of one resource` }),
};

@ApiTags('calendar feeds')
@Controller('scheduling/resources/:resourceId/calendar-feeds')
export class CalendarFeedsController {
  constructor(
    @Inject(SchedulingStreams) private readonly streams: SchedulingStreams,
    @Inject(Catalogue) private readonly catalogue: Catalogue,
    @Inject(FeedTokens) private readonly tokens: FeedTokens,
  ) {}

  @Put(':feedId')
  @Roles('coordinator')
  @ApiOperation({ summary: 'Issue an iCalendar feed of a resource: an address that opens it until it is revoked' })
  @ApiOkResponse({ standardSchema: Issued })
  async issue(@Param({ schema: Path }) { resourceId, feedId }: z.infer<typeof Path>, @Asking() asked: Asked) {
    if (!(await this.catalogue.fresh()).resources.has(resourceId))
      return answer(await this.streams.calendarFeeds.refuse<ResourceUnknown>(asked, [{ code: 'resource-unknown', resourceId }]), problems);
    const token = await this.tokens.tokenOf(resourceId, feedId);
    const data = { resourceId, feedId, tokenDigest: digestOf(token), at: asked.at };
    const outcome = await this.streams.calendarFeeds.handle(resourceId, { type: 'IssueCalendarFeed', data }, asked);
    return answer(outcome, problems, { feedId, path: `/scheduling/feeds/${resourceId}/${token}/calendar.ics` });
  }

  @Delete(':feedId')
  @Roles('coordinator')
  @ApiOperation({ summary: 'Revoke a calendar feed: its address opens nothing any more' })
  @ApiOkResponse({ standardSchema: Recorded })
  async revoke(@Param({ schema: Path }) { resourceId, feedId }: z.infer<typeof Path>, @Asking() asked: Asked) {
    const command = { type: 'RevokeCalendarFeed', data: { resourceId, feedId, at: asked.at } } as const;
    return answer(await this.streams.calendarFeeds.handle(resourceId, command, asked), problems);
  }

  @Get()
  @Roles('coordinator', 'operator')
  @ApiOperation({ summary: 'The calendar feeds of a resource, without their addresses' })
  @ApiOkResponse({ standardSchema: Feeds })
  async all(@Param({ schema: OfResource }) { resourceId }: z.infer<typeof OfResource>) {
    if (!(await this.catalogue.fresh()).resources.has(resourceId))
      throw new ProblemException(404, { code: 'resource-unknown', title: 'No such resource', detail: resourceId });
    const { state } = await this.streams.calendarFeeds.load(resourceId);
    return { feeds: [...state.feeds.values()].map(({ feedId, at: issuedAt, revokedAt }) => ({ feedId, issuedAt, revokedAt })) };
  }
}
