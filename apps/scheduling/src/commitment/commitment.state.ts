import type { CommitmentAbandoned, CommitmentBegun, CommitmentCompleted, CommitmentEvent, DayOfPart } from './commitment.events.js';

type Begun = { readonly facts: CommitmentBegun['data'] };
type Decided =
  { readonly outcome: 'committed' } | ({ readonly outcome: 'abandoned' } & Pick<CommitmentAbandoned['data'], 'because' | 'reasons'>);

export type Commitment =
  | { readonly status: 'unknown' }
  | (Begun & { readonly status: 'begun' })
  | (Begun & Decided & { readonly status: 'decided' })
  | (Begun & Decided & { readonly status: 'completed' } & Pick<CommitmentCompleted['data'], 'days'>);

export const initial: Commitment = { status: 'unknown' };

export const evolve = (commitment: Commitment, event: CommitmentEvent): Commitment => {
  if (event.type === 'CommitmentBegun') return { status: 'begun', facts: event.data };
  if (commitment.status === 'unknown') return commitment;
  const { facts } = commitment;
  switch (event.type) {
    case 'CommitmentCommitted':
      return { status: 'decided', facts, outcome: 'committed' };
    case 'CommitmentAbandoned': {
      const { because, reasons } = event.data;
      return { status: 'decided', facts, outcome: 'abandoned', because, reasons };
    }
    case 'CommitmentCompleted':
      return commitment.status === 'begun' ? commitment : { ...commitment, status: 'completed', days: event.data.days };
  }
};

/** The day schedules that take part, each once. */
export const daysOf = ({ parts }: Pick<CommitmentBegun['data'], 'parts'>): readonly DayOfPart[] => [
  ...new Map(
    parts.flatMap(({ from, to, reached, reaches }) =>
      [from, to, beside(from, reached), beside(to, reaches)].flatMap((day) => (day ? [[`${day.siteId}/${day.date}`, day] as const] : [])),
    ),
  ).values(),
];

const beside = (day: DayOfPart | undefined, reach: { readonly date: string } | undefined): DayOfPart | undefined =>
  day && reach && { siteId: day.siteId, date: reach.date };
