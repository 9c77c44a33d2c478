import { CommandIdReused, stepOf, type Asked, type CommandLog, type Json, type Outcome, type StaleRevision } from '@liaison/event-store';
import { addMinutes, onTheWall, same } from '@liaison/kernel';
import type { FreeTimesFinder } from '../free-times/find-free-times.js';
import { inStrides } from '../in-strides.js';
import type { LinkedGaps } from '../linked-visits/linked-gaps.js';
import type { SchedulingStreams } from '../scheduling.streams.js';
import type { CommitmentEvent } from './commitment.events.js';
import type { CommitRefusal } from './commit/commit.js';
import { stride, type CommitmentFinishing } from './commitment-finishing.js';
import type { Part } from './parts.js';
import { objectionsToParts, type PartsObjection } from './parts.policies.js';
import type { PartRefusal, PartsPlanner, Planned } from './parts-planner.js';
import type { PlacedPart, PartsOnDays } from './parts-on-days.js';

export type { PartRefusal } from './parts-planner.js';
export type { PlacedPart } from './parts-on-days.js';
export type CommitmentRefusal = PartRefusal | PartsObjection | CommitRefusal;

export type CommitmentOutcome =
  | {
      readonly accepted: true;
      /** Read models that have come up to it show all parts. */
      readonly position: number;
      readonly revision: number;
      /** Of each day schedule, once its parts were done. */
      readonly days: readonly { readonly siteId: string; readonly date: string; readonly revision: number }[];
      readonly events: readonly [];
      readonly repeated: boolean;
    }
  | {
      readonly accepted: false;
      readonly refusals: readonly (CommitmentRefusal | StaleRevision)[];
      /** Free times instead: `{ alternatives: [{ part, start, end, local }] }`. */
      readonly context?: Json;
      readonly repeated: boolean;
    };
export type Preview = { readonly fits: readonly PlacedPart[]; readonly refusals: readonly CommitmentRefusal[] };
type Wishes = { readonly parts: readonly Part[]; readonly planned: Planned };
export type Wanted = { readonly commitmentId: string; readonly parts: readonly Part[] };

/** How long, in minutes, the days hold their parts for a process that does not come back. */
const patience = 1;
/** How many free times are offered instead of a part, and for how many parts. */
const [alternatives, offered] = [3, 5];

/** Another time is no answer to these; one that is free may break a gap as well. */
const atNoTime: ReadonlySet<string> = new Set([
  'step-not-allowed',
  'appointment-changed',
  'appointment-id-used',
  'moved-away',
  'gap-broken',
]);

/** Several day schedules at once: every part happens, or none does. */
export class Commitments {
  constructor(
    private readonly log: CommandLog,
    private readonly streams: SchedulingStreams,
    private readonly planner: PartsPlanner,
    private readonly days: PartsOnDays,
    private readonly finder: FreeTimesFinder,
    private readonly finishing: CommitmentFinishing,
    private readonly gaps: Pick<LinkedGaps, 'brokenAtLast'>,
  ) {}

  /**
   * `commitmentId` follows from the command (`uuidv5('commitment', asked.commandId)`), so that a repeat goes on with the same one
   * and gets the first answer; the command id is settled by this. Resolves when every day has done its part, or has released it.
   */
  async commit({ commitmentId, parts }: Wanted, { expected: _, expectedOf: __, ...asked }: Asked): Promise<CommitmentOutcome> {
    const { state } = await this.streams.commitments.load(commitmentId);
    if (state.status === 'unknown') {
      const isAnswered = asked.fingerprint !== undefined && (await this.log.find(asked.commandId)) !== undefined;
      const objections = isAnswered ? [] : objectionsToParts(parts);
      if (isAnswered || objections.length > 0) return this.refuse(commitmentId, asked, objections);
    }
    if (state.status === 'unknown' || state.status === 'begun') {
      const planned = await this.planner.plan(parts, asked, {
        commitmentId,
        ...(state.status === 'begun' && { begun: state.facts.parts }),
      });
      if (state.status === 'unknown') {
        const { refusals } = await this.days.check(planned, asked);
        // the same request, sent twice at once, may have got further by now: what stands in the way is its own then
        if (refusals.length > 0 && (await this.isBegun(commitmentId))) return this.commit({ commitmentId, parts }, asked);
        if (refusals.length > 0) return this.refuse(commitmentId, asked, refusals, await this.instead(planned, refusals));
        await this.begin(commitmentId, planned, asked);
      }
      const refusals = await this.reserved(commitmentId, { parts, planned }, asked);
      if (refusals.length > 0 && (await this.abandoned(commitmentId, refusals)))
        return this.refuse(commitmentId, asked, refusals, await this.instead(planned, refusals));
    }
    const outcome = await this.streams.commitments.handle(commitmentId, { type: 'Commit', data: { commitmentId, at: asked.at } }, asked);
    await this.finishing.finish(commitmentId);
    return this.answer(commitmentId, outcome);
  }

  /** What {@link commit} would do on the days as they are: nothing is written. */
  async preview(parts: readonly Part[], asked: Pick<Asked, 'at' | 'commandId'>): Promise<Preview> {
    const objections = objectionsToParts(parts);
    return objections.length > 0
      ? { fits: [], refusals: objections }
      : this.days.check(await this.planner.plan(parts, asked, { commitmentId: asked.commandId }), asked);
  }

  private async isBegun(commitmentId: string): Promise<boolean> {
    return (await this.streams.commitments.load(commitmentId)).state.status !== 'unknown';
  }

  private async begin(commitmentId: string, { recorded: parts }: Planned, asked: Asked): Promise<void> {
    const { by, at } = asked;
    const data = { commitmentId, parts, by, deadline: addMinutes(at, patience), at };
    await this.streams.commitments.handle(commitmentId, { type: 'BeginCommitment', data }, stepOf(asked, 'begin'));
  }

  /** By every day; only by those that were named when it began, for only they will be told how it ends. */
  private async reserved(commitmentId: string, { parts: wanted, planned }: Wishes, asked: Asked): Promise<readonly PartRefusal[]> {
    const { state } = await this.streams.commitments.load(commitmentId);
    if (state.status !== 'begun') return [];
    if (planned.refusals.length > 0) return planned.refusals;
    const { parts } = state.facts;
    const isOther = planned.recorded.some(({ kind, appointmentId, to }, n) => !same({ kind, appointmentId, to }, aimOf(parts[n])));
    if (isOther || parts.length !== planned.recorded.length) throw new CommandIdReused(asked.commandId);
    const moved = planned.recorded.flatMap((part, n) => (same(part, parts[n]) ? [] : [{ part: n, ...part }]));
    if (moved.length > 0)
      return moved.map(({ part, appointmentId }) => ({ code: 'commitment-pending', appointmentId, commitmentId, part }));
    const refusals = await this.days.reserve(commitmentId, planned, asked);
    return refusals.length > 0 ? refusals : this.gaps.brokenAtLast(commitmentId, movesThatKeepGaps(wanted, planned));
  }

  /** False: another process that answers the same request could commit it. */
  private async abandoned(commitmentId: string, refusals: readonly PartRefusal[]): Promise<boolean> {
    if (refusals.some(({ code }) => code === 'commitment-over')) return false;
    const reasons = refusals.map(({ part, code }) => ({ part, code }));
    const isAbandoned = await this.finishing.abandon(commitmentId, 'refused', reasons);
    if (isAbandoned) await this.finishing.finish(commitmentId);
    return isAbandoned;
  }

  private async instead({ known, wishes }: Planned, refusals: readonly PartRefusal[]): Promise<Json> {
    const wanting = refusals.filter(({ code }) => !atNoTime.has(code));
    const parts = [...new Set(wanting.map(({ part }) => part))].filter((part) => wishes.has(part)).slice(0, offered);
    const found = await inStrides(parts, stride, async (part) => {
      const wish = wishes.get(part);
      if (!wish) return [];
      const offers = await this.finder.nearest(
        known,
        { ...wish.found, patientId: wish.patientId, with: wish.with },
        wish.start,
        alternatives,
      );
      return offers.map(({ from, to }) => ({ part, start: from, end: to, local: onTheWall(from, wish.found.site.zone) }));
    });
    return { alternatives: found.flat() };
  }

  /** Unless another process has committed it for the same request meanwhile: the first answer stands. */
  private async refuse(
    commitmentId: string,
    asked: Asked,
    refusals: readonly CommitmentRefusal[],
    context?: Json,
  ): Promise<CommitmentOutcome> {
    const outcome = await this.streams.commitments.refuse<CommitmentRefusal>(asked, refusals, context);
    if (outcome.accepted) await this.finishing.finish(commitmentId);
    return this.answer(commitmentId, outcome);
  }

  private async answer(commitmentId: string, outcome: Outcome<CommitmentEvent, { readonly code: string }>): Promise<CommitmentOutcome> {
    if (!outcome.accepted) return { ...outcome, refusals: outcome.refusals as readonly (CommitmentRefusal | StaleRevision)[] };
    const { state, revision, position } = await this.streams.commitments.load(commitmentId);
    if (state.status !== 'completed') throw new Error('this command id was used for something else');
    return { accepted: true, revision, position, days: state.days, events: [], repeated: outcome.repeated };
  }
}

const movesThatKeepGaps = (parts: readonly Part[], { days }: Planned) =>
  days
    .flatMap(({ coming }) => coming)
    .filter(({ part, linkedVisitsId }) => {
      const wanted = parts[part];
      return linkedVisitsId !== undefined && wanted?.kind === 'move' && wanted.keepsGaps === true;
    });

const aimOf = (part: Planned['recorded'][number] | undefined) =>
  part && { kind: part.kind, appointmentId: part.appointmentId, to: part.to };
