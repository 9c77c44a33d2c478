import { randomUUID } from 'node:crypto';
import type { NewEvent } from '@liaison/event-store';

/** One append: to a stream whose last event has `revision` (−1: none yet), or so the writer believes. */
export type Work = {
  readonly stream: string;
  readonly revision: number;
  readonly events: readonly NewEvent[];
  /** The writer believes an older revision: the store must refuse. */
  readonly conflict: boolean;
};
/** Whoever appends one piece of work after another. */
export type Writer = () => Work;

const hex = (n: number): string => n.toString(16).padStart(12, '0');

/** About what a booking weighs: 300 bytes of data, 120 of metadata. */
export const booked = (n: number): NewEvent => ({
  id: randomUUID(),
  type: 'AppointmentBooked',
  data: {
    appointment: `5f0c1c1e-7f8e-4b7a-9d67-${hex(n)}`,
    patient: `0c7e9d52-1b1f-4f0e-8d5c-${hex(n * 7)}`,
    visitType: 'knee-arthroscopy',
    start: '2026-12-01T09:30:00Z',
    phases: [
      { resource: 'OR-3', from: -15, to: 150 },
      { resource: 'surgeon-17', from: 0, to: 120 },
      { resource: 'bay-2', from: 120, to: 240 },
    ],
  },
  metadata: { commandId: `9b2d7a10-3c55-4c1e-a0f3-${hex(n)}`, by: 'coordinator-4' },
});

let made = 0;
export const newStream = (): string => `bench.visits-${randomUUID()}`;
const eventsOf = (count: number): readonly NewEvent[] => Array.from({ length: count }, () => booked(made++));

/** Every append begins a stream. */
export const beginning =
  (size = 1): Writer =>
  () => ({ stream: newStream(), revision: -1, events: eventsOf(size), conflict: false });

/** Streams of this writer's own, one event after another in turn; every so often with an expectation that is out of date. */
export const continuing = (own: readonly string[], conflictEvery = Infinity): Writer => {
  const last = own.map(() => 0);
  let turn = Math.floor(Math.random() * 1_000); // writers do not conflict in step
  return () => {
    turn += 1;
    const at = turn % own.length;
    const stream = own[at] ?? '';
    const revision = last[at] ?? 0;
    if (turn % conflictEvery === 0) return { stream, revision: revision - 1, events: eventsOf(1), conflict: true };
    last[at] = revision + 1;
    return { stream, revision, events: eventsOf(1), conflict: false };
  };
};
