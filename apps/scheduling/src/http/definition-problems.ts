import type { AlreadyDefined } from '@liaison/kernel';
import type { Problems } from '@liaison/service-kit';

/** For every definition: what is there is replaced only by who has seen it. */
export const definitionProblems: Problems<AlreadyDefined> = {
  'already-defined': () => ({
    status: 428,
    title: 'Defined already, with other facts',
    detail: 'Read what is there and send its ETag back as If-Match to replace it.',
  }),
};
