import type { RecordedEvent } from './event-store.js';

/** Where a stream has the events of one command. */
export type Told = {
  readonly first: number;
  readonly last: number;
  readonly position: number;
  /** Where the store wrote it beside the events, because it settles commands apart from them. */
  readonly fingerprint: string | undefined;
};

/** The commands whose events were folded: what tells a repeat when a crash came between an append and its first answer. */
export class CommandsSeen {
  private readonly told = new Map<string, Told>();

  fold(events: readonly RecordedEvent[]): void {
    for (const { metadata, revision, position } of events) this.add(metadata.commandId, revision, position, metadata.fingerprint);
  }

  /** Seeing an event again changes nothing. */
  add(commandId: string, revision: number, position: number, fingerprint?: string): void {
    const known = this.told.get(commandId);
    if (known && revision <= known.last) return;
    this.told.set(commandId, { first: known?.first ?? revision, last: revision, position, fingerprint });
  }

  of(commandId: string): Told | undefined {
    return this.told.get(commandId);
  }
}
