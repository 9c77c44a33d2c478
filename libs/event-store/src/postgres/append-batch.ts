import type { ClientBase } from 'pg';
import type { Answer, ExpectedRevision, Settled, StreamName } from '../event-store.js';
import type { WrittenEvent } from '../append-check.js';
import { milliseconds } from './page.js';
import { int4Array, int8Array, jsonArray, textArray, uuidArray } from './binary-arrays.js';

/** Whether an append was written, and in which incarnation: for what was decided on it. */
export type Standing = { in?: string };

/** An append, or (without a stream) a command to be settled with an answer of its own. */
export type AppendWork = {
  readonly stream: StreamName | undefined;
  readonly expected: ExpectedRevision;
  readonly events: readonly WrittenEvent[];
  readonly command?: { readonly id: string; readonly fingerprint: string };
  readonly answer?: Answer;
  /** What the expected revision, or the answer, was decided in. */
  readonly incarnation?: string;
  readonly standing?: Standing;
  /** Of the append that this one was decided on. */
  readonly upon?: Standing;
};
export type Verdict =
  | { readonly is: 'appended' | 'repeat'; readonly revision: number; readonly position: number }
  | { readonly is: 'wrong'; readonly actual: number }
  | { readonly is: 'partial' | 'settled' | 'again' | 'unfounded' }
  | { readonly is: 'before'; readonly settled: Settled }
  | { readonly is: 'restored'; readonly incarnation: string };

type Row = {
  /** Lists with one entry per append. */
  readonly verdicts: string;
  readonly revisions: string;
  readonly positions: string;
  readonly befores: readonly (readonly [append: number, fingerprint: string, answer: Answer])[] | null;
  readonly appended_at: string;
};
/** What became of each, and when what was appended was written: as the store keeps it. */
export type Judged = { readonly verdicts: readonly Verdict[]; readonly time: string };

const expectedAs = { 'no-stream': -1, 'stream-exists': -2, any: -3 } as const;

const text = 'select * from append_group($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)';

export const appendBatch = async (client: ClientBase, batch: readonly AppendWork[], incarnation?: string): Promise<Judged> => {
  const { rows } = await client.query<Row>({ name: 'append-group', text, values: [...appendsOf(batch, incarnation), ...eventsOf(batch)] });
  const [row] = rows;
  if (!row) throw new Error('append_group answered nothing');
  return { verdicts: verdictsOf(row, batch), time: milliseconds(row.appended_at) };
};

/** Distinct values with their numbers, counting from 1. */
class Numbered {
  private readonly numbers = new Map<string, number>();

  of(value: string | undefined): number {
    if (value === undefined) return 0;
    const known = this.numbers.get(value);
    if (known !== undefined) return known;
    this.numbers.set(value, this.numbers.size + 1);
    return this.numbers.size;
  }

  get values(): readonly string[] {
    return [...this.numbers.keys()];
  }
}

const none = { uuid: uuidArray([]), int4: int4Array([]), text: textArray([]) } as const;

const appendsOf = (batch: readonly AppendWork[], incarnation: string | undefined): readonly Buffer[] => {
  const streams = new Numbered();
  const commands = new Numbered();
  const stream = int4Array(batch.map((work) => streams.of(work.stream)));
  const expected = int8Array(batch.map((work) => (typeof work.expected === 'number' ? work.expected : expectedAs[work.expected])));
  const count = int4Array(batch.map((work) => work.events.length));
  const command = batch.map((work) => commands.of(work.command?.id));
  const ofCommands =
    commands.values.length === 0
      ? [none.uuid, none.int4, none.text, none.text]
      : [
          uuidArray(commands.values),
          int4Array(command),
          textArray(batch.map((work) => work.command?.fingerprint ?? '')),
          textArray(batch.map((work) => (work.answer ? JSON.stringify(work.answer) : ''))),
        ];
  return [textArray(streams.values), stream, expected, count, int4Array(uponOf(batch, incarnation)), ...ofCommands];
};

/** The number in the batch of what each was decided on, counting from 1; 0: nothing that is under way; -1: what did not stand. */
const uponOf = (batch: readonly AppendWork[], incarnation: string | undefined): readonly number[] => {
  const numbers = new Map<Standing, number>();
  return batch.map(({ standing, upon }, n) => {
    const stands = upon === undefined || (upon.in !== undefined && upon.in === incarnation);
    const number = stands ? 0 : (numbers.get(upon) ?? -1);
    if (standing) numbers.set(standing, n + 1);
    return number;
  });
};

const eventsOf = (batch: readonly AppendWork[]): readonly Buffer[] => {
  const append: number[] = [];
  const id: string[] = [];
  const type: string[] = [];
  const data: string[] = [];
  const metadata: string[] = [];
  batch.forEach(({ events }, n) => {
    for (const event of events) {
      append.push(n + 1);
      id.push(event.id);
      type.push(event.type);
      data.push(event.data);
      metadata.push(event.metadata);
    }
  });
  return [int4Array(append), uuidArray(id), textArray(type), jsonArray(data), jsonArray(metadata)];
};

const verdictsOf = ({ verdicts, revisions, positions, befores }: Row, batch: readonly AppendWork[]): readonly Verdict[] => {
  const codes = verdicts.split(',');
  const revision = revisions.split(',');
  const position = positions.split(',');
  const before = new Map(befores?.map(([append, fingerprint, answer]) => [append - 1, { fingerprint, answer }]));
  return batch.map(({ command }, n) => {
    const code = codes[n] ?? '';
    switch (code) {
      case '1':
        return { is: 'appended', revision: Number(revision[n]), position: Number(position[n]) };
      case '2':
        return { is: 'settled' };
      case '3':
        return { is: 'repeat', revision: Number(revision[n]), position: Number(position[n]) };
      case '4':
        return { is: 'wrong', actual: Number(revision[n]) };
      case '5': {
        const settled = before.get(n);
        if (settled && command) return { is: 'before', settled: { commandId: command.id, ...settled } };
        break;
      }
      case '6':
        return { is: 'again' };
      case '7':
        return { is: 'partial' };
      case '8':
        return { is: 'unfounded' };
    }
    throw new Error(`append_group answered ${code}`);
  });
};
