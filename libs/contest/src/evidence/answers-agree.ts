import type { Answer, RefusalFacts } from '../load/clients.js';
import type { Exported } from './read-export.js';
import { changeOf, type Visit } from './visits.js';

/** The event that an accepted step leaves behind, and a refused one does not. */
const leaves: Readonly<Record<Answer['step'], string>> = {
  book: 'AppointmentBooked',
  hold: 'AppointmentHeld',
  'book-held': 'AppointmentBooked',
  'release-hold': 'HoldReleased',
  cancel: 'AppointmentCancelled',
  move: 'AppointmentMoved',
};
/** What somebody may be told: no such thing as a server error, and nothing that was wrong with the request. */
const refusals = new Set([403, 409, 410, 422]);

/** Whether every answer is what the events say, and every loser was told a reason that holds. @returns a sentence for each that is not */
export const answersAgree = (answers: readonly Answer[], events: readonly Exported[]): readonly string[] => {
  const left = new Map<string, number>();
  const history = new Map<string, Visit[]>();
  for (const event of events) {
    const { appointmentId } = event.data as { appointmentId?: string };
    if (appointmentId === undefined) continue;
    const key = `${event.type} ${appointmentId}`;
    left.set(key, (left.get(key) ?? 0) + 1);
    const change = changeOf(event);
    if (change.kind === 'takes') history.set(appointmentId, [...(history.get(appointmentId) ?? []), change.visit]);
  }
  return answers.flatMap((answer) => {
    const { step, ref, appointmentId, status, errors } = answer;
    const times = left.get(`${leaves[step]} ${appointmentId}`) ?? 0;
    const say = (fault: string) => `${step} of wish ${ref} (${appointmentId}): ${fault}`;
    if (status >= 200 && status < 300) {
      // a move to where it is already says nothing new
      const enough = times === 1 || (step === 'move' && times === 0);
      return enough ? [] : [say(`accepted, and stands ${times} times in the events`)];
    }
    if (!refusals.has(status)) return [say(`answered with ${status}: ${errors.map(({ code }) => code).join(', ')}`)];
    const faults = errors.flatMap((error) => reasonHolds(error, answer, history) ?? []).map((fault) => say(fault));
    return [
      ...(times > 0 ? [say('refused, and yet in the events')] : []),
      ...(errors.length === 0 ? [say('refused without a reason')] : []),
      ...faults,
    ];
  });
};

type Taken = {
  readonly use?: { readonly resourceId: string; readonly from: string; readonly to: string };
  readonly takenBy?: readonly string[];
};

/** @returns what is wrong with the reason */
const reasonHolds = (error: RefusalFacts, { patientId }: Answer, history: ReadonlyMap<string, readonly Visit[]>): string | undefined => {
  const { code, detail } = error;
  if (!code || !detail) return 'a reason has neither code nor words';
  if (code === 'capacity-exceeded') {
    const { use, takenBy = [] } = error as Taken;
    if (!use?.resourceId || !use.from || !use.to) return 'taken, but not what and when';
    if (takenBy.length === 0) return undefined; // the visit's own phases stand in each other's way
    const did = (visit: Visit) =>
      visit.uses.some(({ resourceId, from, to }) => resourceId === use.resourceId && from < use.to && use.from < to);
    const wrong = takenBy.filter((id) => !history.get(id)?.some(did));
    return wrong.length > 0
      ? `${use.resourceId} at ${use.from} is said to be taken by ${wrong.join(', ')}, which never took it`
      : undefined;
  }
  if (code === 'patient-elsewhere') {
    const { appointmentId = '' } = error as { appointmentId?: string };
    return history.get(appointmentId)?.some((visit) => visit.patientId === patientId)
      ? undefined
      : `the patient is said to be in ${appointmentId}, which is not theirs`;
  }
  return undefined;
};
