import { appendBatch, type AppendWork, type Verdict } from './append-batch.js';
import type { Connections } from './connections.js';

/** What was decided in another incarnation stays out; the rest travels. */
export const commitBatch = (connections: Connections, batch: readonly AppendWork[]): Promise<readonly Verdict[]> =>
  connections.use(async (client, incarnation) => {
    const isOfHere = (work: AppendWork) => work.incarnation === undefined || work.incarnation === incarnation;
    const travelling = batch.filter(isOfHere);
    const verdicts = travelling.length > 0 ? await appendBatch(client, travelling, incarnation) : [];
    travelling.forEach(({ events, standing }, n) => {
      const [verdict, last] = [verdicts[n], events.at(-1)];
      if (verdict?.is !== 'appended') return;
      if (standing) standing.in = incarnation;
      if (last) connections.saw(incarnation, { position: verdict.position, id: last.id });
    });
    const answers = verdicts.values();
    return batch.map((work): Verdict => {
      if (!isOfHere(work)) return { is: 'restored', incarnation };
      const { value } = answers.next();
      if (!value) throw new Error('the batch came back without an answer for all');
      return value;
    });
  });
