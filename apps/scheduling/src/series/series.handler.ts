import { stepOf, type Asked } from '@liaison/event-store';
import { addDays, localDateOf } from '@liaison/kernel';
import { bookable, type NotBookable } from '../catalogue/bookable.js';
import type { Catalogue } from '../catalogue/catalogue.js';
import type { CommitmentFinishing } from '../commitment/commitment-finishing.js';
import type { Commitments } from '../commitment/commitments.js';
import { intendedBy, Intents, visitId, type Intended, type IntentRefusal } from '../intents/intents.js';
import type { DeceasedPatients } from '../patient/deceased-patients.js';
import type { SchedulingStreams } from '../scheduling.streams.js';
import { changePlan, type Actual, type ChangeObjection, type WantedChange } from './change-series/change-plan.js';
import { changeSeries, type ChangeSeries } from './change-series/change-series.js';
import { expanded, isLeftOpen, type Expanded, type Instead } from './occurrences.js';
import { intentOfSeries } from './parts-of-series.js';
import { mostDaysAhead, type BookableDates, type PatternObjection } from './pattern.js';
import type { SeriesRefusal } from './series.decider.js';
import type { Pattern } from './series.events.js';
import { settledIn, type KnownSeries } from './series.state.js';
import type { SeriesVisits } from './series-visits.js';

export type WantedSeries = {
  readonly patientId: string;
  readonly siteId: string;
  readonly visitTypeId: string;
  readonly with: readonly string[];
  readonly needs: readonly string[];
  readonly pattern: Pattern;
  readonly instead: readonly Instead[];
};
/** What stands against a series: before any day is asked, or on the days of its visits, whom their dates name. */
export type SeriesPlanRefusal =
  | SeriesRefusal
  | NotBookable
  | PatternObjection
  | ChangeObjection
  | { readonly code: 'patient-deceased'; readonly patientId: string }
  | IntentRefusal;
type Planned =
  { readonly refusals: readonly SeriesPlanRefusal[] } | (Extract<Expanded, { readonly occurrences: unknown }> & { readonly zone: string });
type PlannedSeriesChange =
  | { readonly refusals: readonly SeriesPlanRefusal[] }
  | { readonly series: KnownSeries; readonly data: ChangeSeries['data']; readonly actual: ReadonlyMap<string, Actual> };

/** Books series and changes them: all of the visits that somebody means, or none. */
export class SeriesHandler {
  readonly intents: Intents<SeriesPlanRefusal>;

  constructor(
    private readonly streams: SchedulingStreams,
    private readonly catalogue: Catalogue,
    commitments: Commitments,
    finishing: CommitmentFinishing,
    private readonly visits: SeriesVisits,
    private readonly deceased: Pick<DeceasedPatients, 'has'>,
  ) {
    this.intents = new Intents<SeriesPlanRefusal>(commitments, streams, finishing, {
      read: async ({ id, commitmentId }) => intentOfSeries((await streams.series.load(id)).state, commitmentId),
      settle: ({ id: seriesId, commitmentId }, outcome, asked) =>
        streams.series.handle(seriesId, { type: 'SettleSeries', data: { seriesId, commitmentId, outcome, at: asked.at } }, asked),
      refuse: (asked, refusals) => streams.series.refuse<SeriesPlanRefusal>(asked, refusals),
    });
  }

  async book(seriesId: string, wanted: WantedSeries, asked: Asked) {
    const of = intendedBy(seriesId, asked);
    if (await this.intents.isKnown(of)) return this.intents.finish(of, asked);
    const planned = await this.planned(wanted, asked);
    if ('refusals' in planned) return this.intents.refuse(of, asked, planned.refusals);
    const { zone, occurrences } = planned;
    const open = occurrences.filter(isLeftOpen);
    if (open.length > 0) return this.intents.refuse(of, asked, [...open, ...(await this.visits.clashes(wanted, occurrences, asked))]);

    const { instead: _, ...facts } = wanted;
    const visits = occurrences.flatMap((each) => (isLeftOpen(each) ? [] : [{ ...each, appointmentId: visitId(of, each.date) }]));
    const data = { ...facts, seriesId, commitmentId: of.commitmentId, zone, visits, at: asked.at };
    const requested = await this.streams.series.handle(seriesId, { type: 'RequestSeries', data }, stepOf(asked, 'request'));
    return requested.accepted ? this.intents.finish(of, asked) : this.intents.refuse(of, asked, requested.refusals as SeriesRefusal[]);
  }

  async change(seriesId: string, wanted: WantedChange, asked: Asked) {
    const of = intendedBy(seriesId, asked);
    if (await this.intents.isKnown(of)) return this.intents.finish(of, asked);
    const planned = await this.plannedChange(of, wanted, asked);
    if ('refusals' in planned) return this.intents.refuse(of, asked, planned.refusals);
    const requested = await this.streams.series.handle(seriesId, { type: 'ChangeSeries', data: planned.data }, stepOf(asked, 'request'));
    return requested.accepted ? this.intents.finish(of, asked) : this.intents.refuse(of, asked, requested.refusals as SeriesRefusal[]);
  }

  /** Each visit as it would be after a change, or what stands against the change before any day is asked: nothing is written. */
  async previewChange(seriesId: string, wanted: WantedChange, asked: Asked) {
    const planned = await this.plannedChange(intendedBy(seriesId, asked), wanted, asked);
    if ('refusals' in planned) return planned;
    const { series, data, actual } = planned;
    const decision = changeSeries({ type: 'ChangeSeries', data }, series);
    if (!decision.accepted) return { refusals: decision.refusals };
    return { zone: series.facts.zone, visits: await this.visits.previewChange(series, data, actual, asked) };
  }

  private async plannedChange(of: Intended, wanted: WantedChange, asked: Asked): Promise<PlannedSeriesChange> {
    const { id: seriesId, commitmentId } = of;
    const { state: series, revision } = await this.streams.series.load(seriesId);
    if (series.status === 'unknown' || series.status === 'abandoned') return { refusals: [{ code: 'series-unknown', seriesId }] };
    if (asked.expected !== undefined && asked.expected !== revision)
      return { refusals: [{ code: 'series-changed', seen: asked.expected, revision }] };
    const { siteId, visitTypeId, needs, zone } = series.facts;
    const found = bookable(await this.catalogue.fresh(), { siteId, visitTypeId, needs, wanted: wanted.with ?? [] });
    if (!('site' in found) && !wanted.cancel) return { refusals: found };
    const actual = await this.visits.actual(series);
    const plan = changePlan(series, wanted, {
      actual,
      now: asked.at,
      dates: datesAround(asked.at, zone),
      idOf: (date) => visitId(of, date),
    });
    if (!('move' in plan)) return { refusals: plan };
    const { scope, appointmentId, reason, onBehalfOf } = wanted;
    return { series, actual, data: { seriesId, commitmentId, scope, appointmentId, ...plan, reason, onBehalfOf, at: asked.at } };
  }

  /** The visits that somebody asks for, or why there can be none: nothing is written. */
  async planned(wanted: WantedSeries, asked: Pick<Asked, 'at'>): Promise<Planned> {
    const { siteId, visitTypeId, needs, patientId, pattern, instead } = wanted;
    if (this.deceased.has(patientId)) return { refusals: [{ code: 'patient-deceased', patientId }] };
    const found = bookable(await this.catalogue.fresh(), { siteId, visitTypeId, needs, wanted: wanted.with });
    if (!('site' in found)) return { refusals: found };
    const { zone } = found.site;
    const visits = expanded(pattern, instead, zone, datesAround(asked.at, zone));
    return 'objections' in visits ? { refusals: visits.objections } : { zone, ...visits };
  }

  /** A series that was written down, and what the command that was accepted asked of it. */
  async written(seriesId: string, asked: Asked) {
    const { state } = await this.streams.series.load(seriesId);
    if (state.status === 'unknown') throw new Error('a series that was accepted was written down');
    const { commitmentId } = intendedBy(seriesId, asked);
    return { facts: state.facts, change: state.changes.get(commitmentId)?.facts, revision: settledIn(state, commitmentId) };
  }
}

const datesAround = (now: string, zone: string): BookableDates => {
  const today = localDateOf(now, zone);
  return { today, last: addDays(today, mostDaysAhead) };
};
