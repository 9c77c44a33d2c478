import { setTimeout } from 'node:timers/promises';

/** Until the condition holds; the test's own limit ends it otherwise. */
export const until = async (holds: () => Promise<boolean> | boolean): Promise<void> => {
  while (!(await holds())) await setTimeout(10);
};
