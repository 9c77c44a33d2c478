import type { RecordedEvent } from '@liaison/event-store';
import type { DayOfSite, DayScheduleEvent } from '../day-schedule/day-schedule.events.js';

/** One thing that was done with an appointment: what, by whom, for whom, why and when. */
export type HistoryEntry = {
  /** The type of the event. */
  readonly what: DayScheduleEvent['type'];
  /** Of the day's stream. */
  readonly revision: number;
  readonly position: number;
  /** The subject that asked, or the name of a workflow of the service. */
  readonly by: string;
  readonly onBehalfOf?: string;
  /** By the clock of the store. */
  readonly recordedAt: string;
  /** When it really happened, where it was entered later. */
  readonly happenedAt?: string;
  readonly reason?: string;
  /** Of an undo: which step it took back. */
  readonly step?: string;
  /** Of a move to or from another day schedule. */
  readonly movedTo?: DayOfSite;
  readonly movedFrom?: DayOfSite;
  readonly start?: string;
  readonly end?: string;
  readonly expiresAt?: string;
  readonly resourceIds?: readonly string[];
  readonly clashes?: readonly { readonly appointmentId?: string | undefined; readonly resourceId?: string | undefined }[];
};

/** What the streams of its days say of an appointment, in the order in which it was recorded. */
export const historyOf = (appointmentId: string, recorded: readonly RecordedEvent[]): readonly HistoryEntry[] =>
  recorded.flatMap(({ type, data, metadata: { by }, revision, position, time: recordedAt }) => {
    const event = { type, data } as DayScheduleEvent;
    if (!('appointmentId' in event.data) || event.data.appointmentId !== appointmentId) return [];
    return [{ what: event.type, revision, position, by, recordedAt, ...whyAndWhen(event.data) }];
  });

const whyAndWhen = (data: DayScheduleEvent['data']) => ({
  ...('onBehalfOf' in data && data.onBehalfOf !== undefined && { onBehalfOf: data.onBehalfOf }),
  ...('happenedAt' in data && { happenedAt: data.happenedAt }),
  ...('reason' in data && { reason: data.reason }),
  ...('commitmentId' in data && 'to' in data && typeof data.to === 'object' && { movedTo: data.to }),
  ...('previously' in data && 'date' in data.previously && { movedFrom: { siteId: data.previously.siteId, date: data.previously.date } }),
  ...('step' in data && { step: data.step }),
  ...('uses' in data && { start: data.from, end: data.to, resourceIds: [...new Set(data.uses.map(({ resourceId }) => resourceId))] }),
  ...('expiresAt' in data && { expiresAt: data.expiresAt }),
  ...('clashes' in data && data.clashes.length > 0 && { clashes: data.clashes }),
});
