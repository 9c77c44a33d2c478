import { ProblemException } from './problem.js';

/** Somebody names a position that the store has not come to: nobody can have been told of it. */
export const beyond = (position: number, head: number, parameter: string): ProblemException =>
  new ProblemException(400, {
    code: 'position-in-future',
    title: 'Nobody has come so far',
    detail: `The last position is ${head}.`,
    errors: [{ code: 'position-in-future', detail: `is behind ${head}`, in: 'query', parameter, [parameter]: position, head }],
  });
