import type { Dice } from '@liaison/chaos';
import { addDays, addMinutes } from '@liaison/kernel';
import { closes, gridMinutes, opens, siteId, type VisitTypeId } from './hospital.js';

/** One visit that somebody wants, and what they do once they have it. */
export type Wish = {
  readonly ref: number;
  readonly appointmentId: string;
  readonly patientId: string;
  readonly visitTypeId: VisitTypeId;
  readonly siteId: string;
  /** UTC. */
  readonly start: string;
  /** Held first, and then booked or released. */
  readonly holds: boolean;
  readonly overbooks: boolean;
  readonly then: 'keep' | 'cancel' | 'move' | 'release';
  /** Where to, within the day. */
  readonly movesTo: string;
  /** The client asks again under the same key, at the other process. */
  readonly repeats: boolean;
};

const visitsPerDate = 1_500;
const kinds: readonly VisitTypeId[] = ['consultation', 'consultation', 'consultation', 'operation', 'dialysis', 'class'];
const starts = ((closes - opens) * 60) / gridMinutes;

/** Version 8 of RFC 9562: what the dice say. */
const uuid = (dice: Dice): string => {
  const hex = Array.from({ length: 32 }, () => dice.roll(16).toString(16)).join('');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-a${hex.slice(17, 20)}-${hex.slice(20)}`;
};

/** The same wishes for the same dice: far more than the few days have room for, by patients who want several things at once. */
export const wishesOf = (count: number, firstDate: string, dice: Dice): readonly Wish[] => {
  const patients = Array.from({ length: Math.max(5, Math.ceil(count / 25)) }, () => uuid(dice));
  const dates = Array.from({ length: Math.max(1, Math.ceil(count / visitsPerDate)) }, (_, n) => addDays(firstDate, n));
  return Array.from({ length: count }, (_, ref) => {
    const visitTypeId = dice.pick(kinds);
    const opening = `${dice.pick(dates)}T${String(opens).padStart(2, '0')}:00:00Z`;
    const step = visitTypeId === 'class' ? 60 / gridMinutes : 1;
    const start = () => addMinutes(opening, gridMinutes * step * dice.roll(starts / step));
    const [holds, end] = [dice.roll(4) === 0, dice.roll(100)];
    return {
      ...{ ref, siteId, visitTypeId, appointmentId: uuid(dice), patientId: dice.pick(patients), start: start(), holds },
      overbooks: visitTypeId === 'consultation' && !holds && dice.roll(10) === 0,
      then: end < 15 ? 'cancel' : end < 30 ? 'move' : end < 40 && holds ? 'release' : 'keep',
      movesTo: start(),
      repeats: dice.roll(20) === 0,
    };
  });
};
