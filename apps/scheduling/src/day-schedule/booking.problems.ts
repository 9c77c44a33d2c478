import type { Problems } from '@liaison/service-kit';
import { commitmentProblems } from '../commitment/commitment.problems.js';
import type { CommitmentRefusal } from '../commitment/commitments.js';
import type { EdgeRefusal } from './book-appointment/book-appointment.handler.js';
import { dayScheduleProblems } from './day-schedule.problems.js';
import type { DayScheduleRefusal } from './day-schedule.decider.js';
import type { MovingRefusal } from './move-appointment/move-appointment.handler.js';

export type BookingProblem = DayScheduleRefusal | EdgeRefusal | MovingRefusal | CommitmentRefusal;

/** A visit over midnight is booked by a commitment, any other by its day. */
export const bookingProblems: Problems<BookingProblem> = { ...dayScheduleProblems, ...commitmentProblems };
