import { DecidedInVain } from './errors.js';
import type { Appended, StreamName } from './event-store.js';

/** Waits until an append stands that another one was decided on. @throws DecidedInVain */
export const standsUpon = async (stream: StreamName, upon: Promise<Appended>): Promise<void> => {
  await upon.catch((cause: unknown) => {
    throw new DecidedInVain(stream, { cause });
  });
};
