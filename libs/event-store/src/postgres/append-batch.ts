import type { ClientBase } from 'pg';
import type { Answer, ExpectedRevision, Settled, StreamName } from '../event-store.js';
import type { WrittenEvent } from '../append-check.js';

/** An append, or (without a stream) a command to be settled with an answer of its own. */
export type AppendWork = {
  readonly stream: StreamName | undefined;
  readonly expected: ExpectedRevision;
  readonly events: readonly WrittenEvent[];
  readonly command?: { readonly id: string; readonly fingerprint: string };
  readonly answer?: Answer;
  /** What the expected revision, or the answer, was decided in. */
  readonly incarnation?: string;
};
export type Verdict =
  | { readonly is: 'appended' | 'repeat'; readonly revision: number; readonly position: number }
  | { readonly is: 'wrong'; readonly actual: number }
  | { readonly is: 'partial' | 'settled' | 'again' }
  | { readonly is: 'before'; readonly settled: Settled }
  | { readonly is: 'restored'; readonly incarnation: string };

type Row = { n: number; verdict: string; revision: string; position: string; fingerprint: string | null; answer: Answer | null };

const expectedAs = { 'no-stream': -1, 'stream-exists': -2, any: -3 } as const;

const sql = 'select * from append_batch($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)';

/** Each distinct value with its number, counting from 1. */
const numbered = (values: readonly (string | undefined)[]): ReadonlyMap<string, number> =>
  new Map([...new Set(values.filter((value) => value !== undefined))].map((value, n) => [value, n + 1]));

export const appendBatch = async (client: ClientBase, batch: readonly AppendWork[]): Promise<readonly Verdict[]> => {
  const streams = numbered(batch.map(({ stream }) => stream));
  const commands = numbered(batch.map(({ command }) => command?.id));
  const events = batch.flatMap((work, n) => work.events.map((event, index) => ({ ...event, append: n + 1, index })));
  const { rows } = await client.query<Row>({
    name: 'append-batch',
    text: sql,
    values: [
      [...streams.keys()],
      batch.map(({ stream }) => (stream === undefined ? 0 : streams.get(stream))),
      batch.map(({ expected }) => (typeof expected === 'number' ? expected : expectedAs[expected])),
      batch.map((work) => work.events.length),
      [...commands.keys()],
      batch.map(({ command }) => (command ? commands.get(command.id) : 0)),
      batch.map(({ command }) => command?.fingerprint ?? ''),
      batch.map(({ answer }) => (answer ? JSON.stringify(answer) : '')),
      events.map(({ append }) => append),
      events.map(({ index }) => index),
      events.map(({ id }) => id),
      events.map(({ type }) => type),
      events.map(({ data }) => data),
      events.map(({ metadata }) => metadata),
    ],
  });
  return rows.toSorted((a, b) => a.n - b.n).map((row, n) => verdictOf(row, batch[n]?.command?.id ?? ''));
};

const verdictOf = ({ verdict, revision, position, fingerprint, answer }: Row, commandId: string): Verdict => {
  switch (verdict) {
    case 'appended':
    case 'repeat':
      return { is: verdict, revision: Number(revision), position: Number(position) };
    case 'wrong':
      return { is: 'wrong', actual: Number(revision) };
    case 'partial':
    case 'settled':
    case 'again':
      return { is: verdict };
    case 'before':
      if (fingerprint !== null && answer) return { is: 'before', settled: { commandId, fingerprint, answer } };
  }
  throw new Error(`append_batch answered ${verdict}`);
};
