import type { Problems } from '@liaison/service-kit';
import type { CommitRefusal } from './commit/commit.js';
import type { PartsObjection } from './parts.policies.js';

const why = {
  refused: 'a part of it was refused',
  deadline: 'it took too long',
  overtaken: 'something happened to one of its visits in the meantime',
} as const;

/** What a commitment is refused for, beside the reasons of its parts. */
export const commitmentProblems: Problems<PartsObjection | CommitRefusal> = {
  'no-parts': () => ({ status: 422, title: 'Nothing to do', detail: 'there is no part' }),
  'too-many-parts': ({ parts, most }) => ({ status: 422, title: 'Too much at once', detail: `${parts} parts; at most ${most}` }),
  'appointment-twice': ({ appointmentId, parts }) => ({
    status: 422,
    title: 'One appointment in several parts',
    detail: `${appointmentId}: parts ${parts.join(', ')}`,
  }),
  'commitment-unknown': ({ commitmentId }) => ({ status: 404, title: 'Nothing was begun', detail: commitmentId }),
  'commitment-abandoned': ({ because, codes }) => ({
    status: 409,
    title: 'Given up, and nothing of it was done',
    detail: `${why[because]}${codes.length > 0 ? ` (${codes.join(', ')})` : ''}: ask anew, with another Idempotency-Key`,
  }),
};
