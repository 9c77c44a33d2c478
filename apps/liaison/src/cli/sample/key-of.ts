import { createHash } from 'node:crypto';
import type { Definition } from '../../import/definitions.js';

/** An idempotency key that follows from what is said: said again, it changes nothing. */
export const keyOf = ({ path, body }: Definition): string =>
  `sample-${createHash('sha256')
    .update(`${path} ${JSON.stringify(body)}`)
    .digest('hex')
    .slice(0, 40)}`;
