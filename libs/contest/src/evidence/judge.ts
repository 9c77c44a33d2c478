import type { Answer } from '../load/clients.js';
import { answersAgree } from './answers-agree.js';
import { doubleBookings, type Limits } from './double-bookings.js';
import type { Exported } from './read-export.js';

export type Verdict = { readonly doubleBookings: readonly string[]; readonly disagreements: readonly string[] };

export const judge = (answers: readonly Answer[], events: readonly Exported[], limits: Limits): Verdict => ({
  doubleBookings: doubleBookings(events, limits),
  disagreements: answersAgree(answers, events),
});
