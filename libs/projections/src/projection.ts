import type { RecordedEvent } from '@liaison/event-store';

/** Rows as data: the runner applies them, and their checkpoint, in one transaction. `put` inserts or replaces by key; `set` changes rows that are there. */
export type Change<Row> =
  { readonly put: Row } | { readonly set: Partial<Row>; readonly where: Partial<Row> } | { readonly remove: Partial<Row> };

export type EventOf<Event extends { type: string; data: unknown }, Type extends Event['type']> = Extract<Event, { type: Type }>;

export type Place = Pick<RecordedEvent, 'position' | 'revision' | 'time' | 'stream'>;

/** A pure function from events to row changes. Replaying twice equals once. */
export type Projection<Event extends { type: string; data: unknown }, Row extends object> = {
  /** Kebab-case; the table is the same in snake case, and what readers see is a view of that name. */
  readonly name: string;
  /** A higher version is built beside this one and takes its place when it has caught up. */
  readonly version: number;
  readonly categories: readonly string[];
  /** Column of each field, and the fields that identify a row. */
  readonly columns: { readonly [Field in keyof Row]-?: string };
  readonly key: readonly (keyof Row)[];
  /**
   * Hand-written DDL of the physical table, whose name differs per version and rebuild. It is a bare identifier in the
   * service's schema: an index may be called after it.
   */
  readonly ddl: (table: string) => readonly string[];
  readonly changes: {
    readonly [Type in Event['type']]?: (data: EventOf<Event, Type>['data'], at: Place) => readonly Change<Row>[];
  };
};

export const projection = <Event extends { type: string; data: unknown }, Row extends object>(
  definition: Projection<Event, Row>,
): Projection<Event, Row> => definition;

/** Any projection, for those who run it and know neither its events nor its rows. */
export type AnyProjection = {
  readonly name: string;
  readonly version: number;
  readonly categories: readonly string[];
  readonly columns: Readonly<Record<string, string>>;
  readonly key: readonly PropertyKey[];
  readonly ddl: (table: string) => readonly string[];
  readonly changes: Readonly<Record<string, ((data: never, at: Place) => readonly Change<object>[]) | undefined>>;
};

/** The row changes of one event, none for an event that the projection does not look at. */
export const changesOf = ({ changes }: AnyProjection, event: RecordedEvent): readonly Change<object>[] =>
  (Object.hasOwn(changes, event.type) ? changes[event.type]?.(event.data as never, event) : undefined) ?? [];
