import type { RecordedEvent } from '@liaison/event-store';
import { faultCode, follow } from '@liaison/projections';
import type { Runtime } from '@liaison/service-kit';
import { defer, distinctUntilChanged, filter, from, map, merge, Observable, share } from 'rxjs';

/** Something of a board is not as it was: ask for the board, not older than the position. */
export type BoardChange = {
  readonly position: number;
  /** Left out when anything may have changed: at the beginning, and after an interruption. */
  readonly appointmentId?: string;
  readonly what?: string;
};
type Placed = BoardChange & { readonly siteId?: string; readonly date?: string; readonly departmentId?: string };
type OfAppointment = {
  readonly previously?: Partial<Pick<Placed, 'siteId' | 'date'>>;
  readonly appointmentId?: string;
  readonly siteId?: string;
  readonly date?: string;
  readonly departmentId?: string;
  readonly beyond?: { readonly date: string };
};

/** One reader per process tells any number of boards what changes on them, while somebody listens. */
export class BoardChanges {
  private following: Promise<void> = Promise.resolve();
  private readonly seen: Observable<Placed>;
  private readonly head: () => Promise<number>;

  constructor({ store, log }: Pick<Runtime, 'store' | 'log'>) {
    this.head = () => store.head();
    this.seen = new Observable<Placed>((listener) => {
      const stopping = new AbortController();
      this.following = follow({
        ...{ store, categories: ['scheduling.daySchedule'], signal: stopping.signal },
        from: async () => {
          const position = await store.head();
          listener.next({ position });
          return position;
        },
        apply: async ({ events, upTo }) => {
          for (const event of events) placed(event).forEach((change) => listener.next(change));
          return upTo;
        },
        failed: (fault) => log.warn({ code: faultCode(fault) }, 'boards are not told of changes, trying again'),
      });
      return () => stopping.abort();
    }).pipe(share());
  }

  /** Resolves when nobody is told of anything any more; the listeners end with the service. */
  stop(): Promise<void> {
    return this.following;
  }

  /** First the present position, then every change of the board. */
  of(siteId: string, departmentId: string, date: string): Observable<BoardChange> {
    const changes = this.seen.pipe(
      filter(
        (change) =>
          change.appointmentId === undefined ||
          (change.siteId === siteId && change.date === date && (change.departmentId ?? departmentId) === departmentId),
      ),
      map(({ position, appointmentId, what }): BoardChange => ({
        position,
        ...(appointmentId !== undefined && { appointmentId }),
        ...(what !== undefined && { what }),
      })),
    );
    // asked for when changes are listened to already, so that none falls in between
    const present = defer(() => from(this.head())).pipe(map((position): BoardChange => ({ position })));
    return merge(changes, present).pipe(
      distinctUntilChanged((one, next) => next.appointmentId === undefined && next.position === one.position),
    );
  }
}

const placed = ({ type: what, data, position }: RecordedEvent): readonly Placed[] => {
  const { appointmentId, siteId, date, departmentId, previously, beyond } = data as OfAppointment;
  if (appointmentId === undefined || siteId === undefined || date === undefined) return [];
  const change = { position, appointmentId, what };
  return [
    { ...change, siteId, date, ...(departmentId !== undefined && { departmentId }) },
    // of a visit over midnight, what is shown on the date beside
    ...(beyond ? [{ ...change, siteId, date: beyond.date, ...(departmentId !== undefined && { departmentId }) }] : []),
    // from another board
    ...(previously?.siteId !== undefined && previously.date !== undefined
      ? [{ ...change, siteId: previously.siteId, date: previously.date }]
      : []),
  ];
};
