import { stepOf, type Asked, type Json, type Outcome } from '@liaison/event-store';
import { v5 as uuidv5 } from 'uuid';
import type { CommitmentRefusal, Commitments } from '../commitment/commitments.js';
import type { CommitmentFinishing } from '../commitment/commitment-finishing.js';
import type { Part } from '../commitment/parts.js';
import type { SchedulingStreams } from '../scheduling.streams.js';

/** Something that was written down to be asked of several days, and the commitment that asks them. */
export type Intended = { readonly id: string; readonly commitmentId: string };
export type IntentOutcome = 'open' | 'done' | 'abandoned';
/** As it was written down; `visits` are what people call the visit of each part. */
export type Intent = { readonly outcome: IntentOutcome; readonly parts: readonly Part[]; readonly visits: readonly string[] };
/** About one of the visits, by what people call it. */
export type OfVisit<Refusal> = Refusal & { readonly visit?: string | undefined };
export type IntentRefusal = OfVisit<CommitmentRefusal>;

/** Where the intents of one stream family are written. */
export type Written<Refusal extends { readonly code: string }> = {
  readonly read: (of: Intended) => Promise<Intent | undefined>;
  readonly settle: (of: Intended, outcome: 'done' | 'abandoned', asked: Asked) => Promise<unknown>;
  readonly refuse: (asked: Asked, refusals: readonly Refusal[]) => Promise<Outcome<unknown, Refusal>>;
};

export const intendedBy = (id: string, { commandId }: Asked): Intended => ({ id, commitmentId: uuidv5('commitment', commandId) });
/** An appointment id, which follows from the command too. */
export const visitId = ({ commitmentId }: Intended, visit: string): string => uuidv5(`visit ${visit}`, commitmentId);

/**
 * What is asked of several days is written down first, then asked as one commitment, which remembers the answer, and settled by
 * what the days decided. Whoever is killed in between is followed by somebody who goes on (`intent-following.ts`).
 */
export class Intents<Refusal extends { readonly code: string }> {
  constructor(
    private readonly commitments: Commitments,
    private readonly streams: SchedulingStreams,
    private readonly finishing: CommitmentFinishing,
    private readonly written: Written<Refusal>,
  ) {}

  async isOpen(of: Intended): Promise<boolean> {
    return (await this.written.read(of))?.outcome === 'open';
  }

  async isKnown(of: Intended): Promise<boolean> {
    return (await this.written.read(of)) !== undefined;
  }

  /** Goes on from wherever it is. */
  async finish(of: Intended, { expected: _, expectedOf: __, ...asked }: Asked): Promise<Outcome<unknown, Refusal | IntentRefusal>> {
    const intent = await this.written.read(of);
    if (!intent) throw new Error('what is finished was written down');
    const done = await this.commitments.commit({ commitmentId: of.commitmentId, parts: intent.parts }, asked);
    const isDone = done.accepted || (await this.isDoneAllTheSame(of));
    await this.written.settle(of, isDone ? 'done' : 'abandoned', stepOf(asked, 'settle'));
    if (done.accepted) return done;
    return { ...done, refusals: aboutVisits(done.refusals, intent.visits), context: ofVisits(done.context, intent.visits) };
  }

  /** Unless the same command, sent twice at once, has got further by now: then what stands in its way is its own. */
  async refuse(of: Intended, asked: Asked, refusals: readonly Refusal[]): Promise<Outcome<unknown, Refusal | IntentRefusal>> {
    const { expected: _, expectedOf: __, ...without } = asked;
    return (await this.isKnown(of)) ? this.finish(of, asked) : this.written.refuse(without, refusals);
  }

  /** A refusal that was given to this command before stands; what another process had begun for it since is given up. */
  private async isDoneAllTheSame({ commitmentId }: Intended): Promise<boolean> {
    const { state } = await this.streams.commitments.load(commitmentId);
    if (state.status === 'unknown') return false;
    if (state.status !== 'begun') return state.outcome === 'committed';
    const isAbandoned = await this.finishing.abandon(commitmentId, 'refused', []);
    await this.finishing.finish(commitmentId);
    return !isAbandoned;
  }
}

/** A part of the commitment is about a visit: people know it by its name, or its date. */
export const aboutVisits = <Refusal extends object>(refusals: readonly Refusal[], visits: readonly string[]): readonly OfVisit<Refusal>[] =>
  refusals.map((refusal) => ({ ...refusal, ...visitOf(refusal, visits) }));

const visitOf = (fact: object, visits: readonly string[]) =>
  'part' in fact && typeof fact.part === 'number' ? { visit: visits[fact.part] } : {};

const ofVisits = (context: Json | undefined, visits: readonly string[]): Json => {
  const free = typeof context === 'object' && context !== null && 'alternatives' in context ? context.alternatives : [];
  return {
    alternatives: (free as readonly { readonly [key: string]: Json }[]).map((each) => ({ ...each, ...visitOf(each, visits) })) as Json,
  };
};
