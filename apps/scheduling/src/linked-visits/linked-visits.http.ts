import { Body, Controller, Get, HttpCode, Inject, Param, Post, Put } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { onTheWall } from '@liaison/kernel';
import { answer, Asking, ProblemException, Roles, RUNTIME, type Asked, type Runtime } from '@liaison/service-kit';
import { v5 as uuidv5 } from 'uuid';
import { z } from 'zod';
import { AppointmentStatus } from '../day-schedule/appointment.http.js';
import { Recorded } from '../http/recorded.js';
import { brokenGaps, gapFaults } from './gaps.policies.js';
import { GapBody, LinkedSearch, LinkedVisitsBody, LinkedVisitsPath } from './linked-visits-body.js';
import { LinkedVisitsFinder } from './linked-visits-finder.js';
import { preparations } from './linked-visits.events.js';
import { LinkedVisitsHandler, timesNow, type LinkedVisitsRefusal, type VisitNow } from './linked-visits.handler.js';
import { linkedVisitsProblems } from './linked-visits.problems.js';

const Booked = Recorded.extend({
  linkedVisitsId: z.uuid(),
  visits: z.array(z.object({ name: z.string(), appointmentId: z.uuid(), start: z.string() })),
}).meta({ id: 'LinkedVisitsBooked' });

const GapNow = GapBody.extend({
  minutes: z.number().optional().describe('Between the two as they are; left out while one of them is not to be'),
  kept: z.boolean(),
}).meta({ id: 'GapNow' });
const LinkedVisitNow = z
  .object({
    name: z.string(),
    appointmentId: z.uuid(),
    siteId: z.string(),
    visitTypeId: z.string(),
    status: z.union([AppointmentStatus, z.literal('proposed')]).describe('As in FHIR R4 Appointment.status'),
    start: z.string(),
    end: z.string().optional(),
    local: z.string().optional().describe('The start on the wall clock of the site'),
    preparation: z.array(z.enum(preparations)),
    affected: z
      .array(z.object({ code: z.enum(['gap-broken', 'other-not-to-be']), by: z.string() }))
      .describe('What somebody has to decide about: a gap that is not kept any more, another visit that will not be'),
  })
  .meta({ id: 'LinkedVisitNow' });
const LinkedVisitsRead = z
  .object({
    linkedVisitsId: z.uuid(),
    status: z.enum(['requested', 'booked']),
    patientId: z.uuid(),
    visits: z.array(LinkedVisitNow),
    gaps: z.array(GapNow),
    revision: z.int(),
  })
  .meta({ id: 'LinkedVisits' });

const OfferedVisit = z.object({
  name: z.string(),
  start: z.string(),
  end: z.string(),
  local: z.string().describe('The start on the wall clock of the site'),
  uses: z.array(z.object({ phase: z.string(), resourceId: z.string(), from: z.string(), to: z.string() })),
});
const LinkedOffers = z
  .object({
    offers: z.array(z.object({ visits: z.array(OfferedVisit) })).describe('The soonest first; the times of one are booked together'),
    complete: z.boolean().describe('false: there may be more, name fewer dates or narrower gaps'),
  })
  .meta({ id: 'LinkedOffers' });

@ApiTags('linked visits')
@Controller('scheduling/linked-visits')
export class LinkedVisitsController {
  constructor(
    @Inject(RUNTIME) private readonly runtime: Runtime,
    @Inject(LinkedVisitsHandler) private readonly linked: LinkedVisitsHandler,
    @Inject(LinkedVisitsFinder) private readonly finder: LinkedVisitsFinder,
  ) {}

  @Post('$find')
  @HttpCode(200)
  @Roles('coordinator', 'clerk')
  @ApiOperation({ summary: 'Find times at which several visits can be booked together, in their order and with their gaps' })
  @ApiOkResponse({ standardSchema: LinkedOffers })
  async find(@Body({ schema: LinkedSearch }) search: z.infer<typeof LinkedSearch>): Promise<z.infer<typeof LinkedOffers>> {
    const faults = gapFaults(
      search.visits.map(({ name }) => name),
      search.gaps,
    );
    if (faults.length > 0) throw refused(faults);
    const asked = { at: this.runtime.clock.now(), commandId: uuidv5('find', uuidv5.URL) };
    const found = await this.finder.find(search, asked);
    if ('refusals' in found) throw refused(found.refusals);
    const offers = found.combinations.map((combination) => ({
      visits: search.visits.flatMap(({ name }) => {
        const offer = combination.get(name);
        const uses = offer?.uses.map(({ phase, resourceId, from, to }) => ({ phase, resourceId, from, to })) ?? [];
        const zone = found.zones.get(name) ?? 'Etc/UTC';
        return offer ? [{ name, start: offer.from, end: offer.to, local: onTheWall(offer.from, zone), uses }] : [];
      }),
    }));
    return { offers, complete: found.complete };
  }

  @Put(':linkedVisitsId')
  @HttpCode(201)
  @Roles('coordinator', 'clerk')
  @ApiOperation({ summary: 'Book visits that belong together under an id of your own: all of them, or none and every reason why' })
  @ApiCreatedResponse({ standardSchema: Booked })
  async put(
    @Param({ schema: LinkedVisitsPath }) { linkedVisitsId }: z.infer<typeof LinkedVisitsPath>,
    @Body({ schema: LinkedVisitsBody }) body: z.infer<typeof LinkedVisitsBody>,
    @Asking() asked: Asked,
  ): Promise<z.infer<typeof Booked>> {
    const recorded = answer(await this.linked.book(linkedVisitsId, body, asked), linkedVisitsProblems);
    const { visits, revision } = await this.linked.written(linkedVisitsId);
    const bodies = visits.map(({ name, appointmentId, start }) => ({ name, appointmentId, start }));
    return { linkedVisitsId, visits: bodies, ...recorded, revision };
  }

  @Get(':linkedVisitsId')
  @Roles('coordinator', 'clerk')
  @ApiOperation({ summary: 'Visits that belong together, each as its day has it now, and which of them are affected by another' })
  @ApiOkResponse({ standardSchema: LinkedVisitsRead })
  async one(
    @Param({ schema: LinkedVisitsPath }) { linkedVisitsId }: z.infer<typeof LinkedVisitsPath>,
  ): Promise<z.infer<typeof LinkedVisitsRead>> {
    const known = await this.linked.now(linkedVisitsId);
    if (!known) throw new ProblemException(404, { code: 'linked-visits-unknown', title: 'No such linked visits', detail: linkedVisitsId });
    const { facts, status, visits, revision } = known;
    const broken = brokenGaps(timesNow(visits), facts.gaps);
    const gone = visits.filter(({ visit }) => status === 'booked' && !timesNow(visits).some(({ name }) => name === visit.name));
    const gaps = facts.gaps.map((gap) => {
      const [first, then] = [gap.first, gap.then].map((name) => timesNow(visits).find((visit) => visit.name === name));
      const kept = !broken.some((each) => each.first === gap.first && each.then === gap.then) && first !== undefined && then !== undefined;
      return { ...gap, ...(first && then && { minutes: (Date.parse(then.from) - Date.parse(first.to)) / 60_000 }), kept };
    });
    const bodies = visits.map((visit) =>
      visitBody(visit, [
        ...broken.flatMap(({ first, then }) => affectedBy(visit, 'gap-broken', first, then)),
        ...facts.gaps.flatMap(({ first, then }) =>
          gone.some(({ visit: { name } }) => name === first || name === then) ? affectedBy(visit, 'other-not-to-be', first, then) : [],
        ),
      ]),
    );
    return { linkedVisitsId, status, patientId: facts.patientId, visits: bodies, gaps, revision };
  }
}

type Affected = z.infer<typeof LinkedVisitNow>['affected'];

/** A gap has two ends: either visit is affected by the other. */
const affectedBy = ({ visit: { name } }: VisitNow, code: Affected[number]['code'], first: string, then: string): Affected =>
  name === first ? [{ code, by: then }] : name === then ? [{ code, by: first }] : [];

const visitBody = ({ visit, found }: VisitNow, affected: Affected): z.infer<typeof LinkedVisitNow> => {
  const { name, appointmentId, siteId, visitTypeId, start, preparation } = visit;
  const own = { name, appointmentId, visitTypeId, preparation: [...preparation] };
  if (!found) return { ...own, siteId, status: 'proposed', start, affected };
  const { appointment } = found;
  const { status, from, to, zone } = appointment;
  const isOver = status === 'cancelled' || status === 'entered-in-error' || status === 'noshow';
  return {
    ...own,
    siteId: appointment.siteId,
    status,
    start: from,
    end: to,
    local: onTheWall(from, zone),
    affected: isOver ? [] : affected,
  };
};

const refused = (refusals: readonly LinkedVisitsRefusal[]): Error => {
  answer({ accepted: false, refusals, repeated: false }, linkedVisitsProblems);
  return new Error('a refusal was answered with a problem');
};
