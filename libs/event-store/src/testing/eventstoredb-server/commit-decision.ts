export type Expected = number | 'no-stream' | 'stream-exists' | 'any';
export type Decision = { readonly is: 'write' } | { readonly is: 'repeated'; readonly last: number } | { readonly is: 'wrong' };
export type Write = {
  readonly ids: readonly string[];
  readonly expected: Expected;
  /** Revision of the stream's last event, −1 without one. */
  readonly last: number;
  readonly softDeleted: boolean;
  readonly idAt: (revision: number) => string | undefined;
  /** The revision under which this stream took an id lately. */
  readonly recently: (id: string) => number | undefined;
};

/**
 * Whether a write is new, was done before, or expects what is not so.
 * KurrentDB: IndexWriter.CheckCommit (src/KurrentDB.Core/Services/Storage/ReaderIndex/IndexWriter.cs). What it calls
 * CorruptedIdempotency, some events there and some not, reaches the client as a wrong expected version
 * (StorageWriterService.cs), and so it does here.
 */
export const decide = (write: Write): Decision => {
  const { expected, last, softDeleted } = write;
  if (expected === 'stream-exists' && (softDeleted || last < 0)) return { is: 'wrong' };
  if (expected === 'any' || expected === 'stream-exists') return byRecentIds(write);
  const revision = expected === 'no-stream' ? -1 : expected;
  if (revision < last) return byPlace(write, revision);
  return { is: revision === last ? 'write' : 'wrong' };
};

/** Weak: only what was written lately is known. */
const byRecentIds = ({ ids, recently }: Write): Decision => {
  const known = ids.map(recently);
  if (known.every((revision) => revision !== undefined)) return { is: 'repeated', last: known.at(-1) ?? -1 };
  return { is: known[0] === undefined ? 'write' : 'wrong' };
};

/** Strong: the events must stand where they were to go. */
const byPlace = ({ ids, idAt, expected, softDeleted }: Write, revision: number): Decision => {
  const same = ids.map((id, n) => idAt(revision + 1 + n) === id);
  if (same.every(Boolean)) return { is: 'repeated', last: revision + ids.length };
  return { is: expected === 'no-stream' && softDeleted && !same[0] ? 'write' : 'wrong' };
};
