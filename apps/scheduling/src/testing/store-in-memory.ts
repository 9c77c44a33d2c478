import { CommandSettledBefore, DecidedInVain, WrongExpectedRevision } from '@liaison/event-store';
import type {
  Appended,
  AppendOptions,
  Batch,
  CommandLog,
  EventStore,
  ExpectedRevision,
  NewEvent,
  ReadOptions,
  RecordedEvent,
  Settled,
} from '@liaison/event-store';

/** Comes before each thing that is asked of the store: where other processes go on, and where one may be killed. */
export type Door = (what: 'append' | 'read' | 'settle') => Promise<void>;

/** What the processes of one specification share; {@link storeOf} is how each of them sees it. */
export type Memory = { readonly events: RecordedEvent[]; readonly commands: Map<string, Settled> };
export const memory = (): Memory => ({ events: [], commands: new Map() });

/** An event store for specifications of what happens between its answers: as strict about revisions and repeats as the real ones. */
export const storeOf = ({ events, commands }: Memory, door: Door): EventStore & CommandLog => {
  const of = (stream: string) => events.filter((event) => event.stream === stream);
  const append = async (
    stream: string,
    expected: ExpectedRevision,
    fresh: readonly NewEvent[],
    { command, upon }: AppendOptions = {},
  ): Promise<Appended> => {
    await door('append');
    const before = await upon?.catch(() => undefined);
    if (upon && before?.revision !== expected) throw new DecidedInVain(stream);
    const settled = command && commands.get(command.id);
    if (settled) throw new CommandSettledBefore(settled);
    const known = of(stream);
    const wanted = typeof expected === 'number' ? expected : -1;
    const repeated = known.slice(wanted + 1, wanted + 1 + fresh.length);
    const last = repeated.at(-1);
    if (last && repeated.length === fresh.length && fresh.every(({ id }, n) => repeated[n]?.id === id))
      return { revision: last.revision, position: last.position };
    if (known.length - 1 !== wanted) throw new WrongExpectedRevision(stream, expected, known.length - 1);
    for (const [n, event] of fresh.entries())
      events.push({ ...event, stream, revision: known.length + n, position: events.length + 1, time: '2026-12-01T09:00:00.000Z' });
    const appended = { revision: known.length + fresh.length - 1, position: events.length };
    const { id: commandId, fingerprint } = command ?? { id: '', fingerprint: '' };
    if (command) commands.set(commandId, { commandId, fingerprint, answer: { accepted: true, stream, ...appended, events: fresh.length } });
    return appended;
  };
  return {
    append,
    async *read(stream: string, { from = 0, limit = Number.MAX_SAFE_INTEGER }: ReadOptions = {}) {
      await door('read');
      yield of(stream).slice(from, from + limit);
    },
    async *readAll() {
      yield events;
    },
    async *subscribe(): AsyncIterable<Batch> {
      yield { events, upTo: events.length };
    },
    head: () => Promise.resolve(events.length),
    incarnation: () => Promise.resolve('one'),
    close: () => Promise.resolve(),
    find: (commandId) => Promise.resolve(commands.get(commandId)),
    settle: async (settled) => {
      await door('settle');
      const first = commands.get(settled.commandId) ?? settled;
      commands.set(settled.commandId, first);
      return first;
    },
  };
};
