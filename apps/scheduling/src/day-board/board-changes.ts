import type { RecordedEvent } from '@liaison/event-store';
import { faultCode, follow } from '@liaison/projections';
import type { Runtime } from '@liaison/service-kit';
import { defer, filter, from, map, merge, Subject, type Observable } from 'rxjs';

/** Something of a board is not as it was: ask for the board, not older than the position. */
export type BoardChange = {
  readonly position: number;
  /** Left out when anything may have changed: at the beginning, and after an interruption. */
  readonly appointmentId?: string;
  readonly what?: string;
};
type Placed = BoardChange & { readonly siteId?: string; readonly date?: string; readonly departmentId?: string };
type OfAppointment = { readonly appointmentId?: string; readonly siteId?: string; readonly date?: string; readonly departmentId?: string };

/** One reader per process tells any number of boards what changes on them. */
export class BoardChanges {
  private readonly seen = new Subject<Placed>();
  private readonly stopping = new AbortController();
  private following: Promise<void> | undefined;

  constructor(private readonly runtime: Pick<Runtime, 'store' | 'log'>) {}

  start(): void {
    const { store, log } = this.runtime;
    this.following ??= follow({
      ...{ store, categories: ['scheduling.daySchedule'], signal: this.stopping.signal },
      from: async () => {
        const position = await store.head();
        this.seen.next({ position });
        return position;
      },
      apply: async ({ events, upTo }) => {
        for (const event of events) this.tell(event);
        return upTo;
      },
      failed: (fault) => log.warn({ code: faultCode(fault) }, 'boards are not told of changes, trying again'),
    });
  }

  async stop(): Promise<void> {
    this.stopping.abort();
    await this.following;
    this.seen.complete();
  }

  /** First the present position, then every change of the board. */
  of(siteId: string, departmentId: string, date: string): Observable<BoardChange> {
    const changes = this.seen.pipe(
      filter(
        (change) =>
          change.appointmentId === undefined ||
          (change.siteId === siteId && change.date === date && (change.departmentId ?? departmentId) === departmentId),
      ),
      map(({ position, appointmentId, what }) => ({
        position,
        ...(appointmentId !== undefined && { appointmentId }),
        ...(what !== undefined && { what }),
      })),
    );
    // asked for when changes are listened to already, so that none falls in between
    return merge(changes, defer(() => from(this.runtime.store.head())).pipe(map((position) => ({ position }))));
  }

  private tell({ type: what, data, position }: RecordedEvent): void {
    const { appointmentId, siteId, date, departmentId } = data as OfAppointment;
    if (appointmentId === undefined || siteId === undefined || date === undefined) return;
    this.seen.next({ position, appointmentId, what, siteId, date, ...(departmentId !== undefined && { departmentId }) });
  }
}
