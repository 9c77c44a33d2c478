import type { RecordedEvent } from '../event-store.js';
import { appendBatch, type AppendWork, type Judged, type Verdict } from './append-batch.js';
import type { Connections } from './connections.js';

/** What was appended, as the store has it, for whoever can use it: positions follow each other without a gap from the first. */
export type AppendedEvents = {
  readonly incarnation: string;
  /** Undefined: nothing was. */
  readonly first: number | undefined;
  readonly bytes: number;
  readonly events: () => readonly RecordedEvent[];
};
export type Committed = { readonly verdicts: readonly Verdict[]; readonly appended: AppendedEvents };

const nothing: Judged = { verdicts: [], time: '' };

/** What was decided in another incarnation stays out; the rest travels. */
export const commitBatch = (connections: Connections, batch: readonly AppendWork[]): Promise<Committed> =>
  connections.use(async (client, incarnation) => {
    const isOfHere = (work: AppendWork) => work.incarnation === undefined || work.incarnation === incarnation;
    const travelling = batch.filter(isOfHere);
    const { verdicts, time } = travelling.length > 0 ? await appendBatch(client, travelling, incarnation) : nothing;
    const appended: (() => readonly RecordedEvent[])[] = [];
    let first: number | undefined;
    let bytes = 0;
    travelling.forEach((work, n) => {
      const [verdict, last] = [verdicts[n], work.events.at(-1)];
      if (verdict?.is !== 'appended') return;
      if (work.standing) work.standing.in = incarnation;
      if (last) connections.saw(incarnation, { position: verdict.position, id: last.id });
      first ??= verdict.position - work.events.length + 1;
      appended.push(() => recorded(work, verdict, time));
      bytes += work.events.reduce((sum, event) => sum + event.bytes, 0);
    });
    const answers = verdicts.values();
    const all = batch.map((work): Verdict => {
      if (!isOfHere(work)) return { is: 'restored', incarnation };
      const { value } = answers.next();
      if (!value) throw new Error('the batch came back without an answer for all');
      return value;
    });
    return { verdicts: all, appended: { incarnation, first, bytes, events: () => appended.flatMap((events) => events()) } };
  });

/** Read from what was written, so that whoever is told of it and whoever reads it see the same. */
const recorded = (
  { stream = '', events }: AppendWork,
  { revision, position }: { readonly revision: number; readonly position: number },
  time: string,
): readonly RecordedEvent[] =>
  events.map(({ id, type, data, metadata }, n): RecordedEvent => {
    const behind = events.length - 1 - n;
    return {
      ...{ position: position - behind, stream, revision: revision - behind, id, type, time },
      ...{ data: JSON.parse(data) as unknown, metadata: JSON.parse(metadata) as RecordedEvent['metadata'] },
    };
  });
