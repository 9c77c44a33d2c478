import { randomUUID } from 'node:crypto';
import type { WrittenEvent } from '../append-check.js';
import { OtherIncarnation, WrongExpectedRevision } from '../errors.js';
import type { RecordedEvent, StreamName } from '../event-store.js';
import type { PostgresCommandLog } from '../postgres/command-log.js';
import type { Appending } from './appending.js';
import type { Paging } from './paging.js';

/** How long a restore that breaks no call may go unnoticed. */
const trustMs = 1_000;
const type = 'IncarnationBegan';

/** Outside of the context's prefix, so that no reader of events meets it. */
export const incarnationStream = (context: string): StreamName => `incarnation-${context}`;

/** An event that must still be where it was. */
export type Witness = { readonly stream: StreamName; readonly revision: number; readonly position: number; readonly id?: string };

type Life = { readonly incarnation: string; readonly revision: number; readonly time: string };

/**
 * Which life of the store this is: the last event of a stream of its own. A change of leader keeps what was acknowledged and is
 * no new life. Whoever restores a backup ends one, and nobody says so: so the first process that misses an event begins
 * another. What it looks for is the last event that it has seen, and at its start the last that the command log knows of.
 */
export class Incarnation {
  private readonly stream: StreamName;
  private current: string | undefined;
  private trustedUntil = 0;
  private witness: Witness | undefined;
  private verifying: Promise<string> | undefined;

  constructor(
    context: string,
    private readonly appending: Appending,
    private readonly paging: Paging,
    private readonly commands: Pick<PostgresCommandLog, 'lastAppended'>,
  ) {
    this.stream = incarnationStream(context);
  }

  async now(): Promise<string> {
    if (this.current !== undefined && performance.now() < this.trustedUntil) return this.current;
    this.verifying ??= this.verify().finally(() => (this.verifying = undefined));
    return this.verifying;
  }

  /** @throws OtherIncarnation */
  async require(asked: string | undefined): Promise<void> {
    if (asked === undefined) return;
    const actual = await this.now();
    if (actual !== asked) throw new OtherIncarnation(asked, actual);
  }

  /** A call broke off: the next one looks again. */
  distrust(): void {
    this.trustedUntil = 0;
  }

  saw({ stream, revision, position, id }: RecordedEvent | Witness): void {
    if (position > (this.witness?.position ?? 0)) this.witness = { stream, revision, position, ...(id !== undefined && { id }) };
  }

  private async verify(): Promise<string> {
    let life = (await this.read()) ?? (await this.begin('no-stream'));
    const witness = life.incarnation === this.current ? this.witness : await this.commands.lastAppended(life.time);
    if (witness && !(await this.isThere(witness))) life = await this.begin(life.revision);
    if (life.incarnation !== this.current) this.witness = undefined;
    this.current = life.incarnation;
    this.trustedUntil = performance.now() + trustMs;
    return life.incarnation;
  }

  private async isThere({ stream, revision, position, id }: Witness): Promise<boolean> {
    for await (const [event] of this.paging.stream(stream, { from: revision, limit: 1 }))
      return event?.position === position && (id === undefined || event.id === id);
    return false;
  }

  /** Whoever comes second takes what the first one wrote. */
  private async begin(expected: number | 'no-stream'): Promise<Life> {
    const event = began();
    await this.appending.append(this.stream, expected, [event]).catch((fault: unknown) => {
      if (!(fault instanceof WrongExpectedRevision)) throw fault;
    });
    const life = await this.read();
    if (!life) throw new Error(`${this.stream} was written and is not there`);
    return life;
  }

  private async read(): Promise<Life | undefined> {
    for await (const [last] of this.paging.stream(this.stream, { direction: 'backwards', limit: 1 }))
      return last && { incarnation: last.id, revision: last.revision, time: last.time };
    return undefined;
  }
}

const began = (): WrittenEvent => ({ id: randomUUID(), type, data: '{}', metadata: '{}', bytes: 4 });
