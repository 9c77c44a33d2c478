import type { Runtime } from '@liaison/service-kit';
import { partsOf, type SchedulingParts } from '../scheduling.parts.js';

/** What somebody sees of a process that is gone: no answer. */
export class Killed extends Error {}

/** Another process on the same store that is killed at its n-th append, just before it or just after it: it does nothing any more. */
export const mortalProcess = async (runtime: Runtime, appends: number, when: 'before' | 'after' = 'before') => {
  let lives = appends;
  const alive = () => {
    if (lives < 0) throw new Killed();
  };
  const store: Runtime['store'] = Object.assign(Object.create(runtime.store) as Runtime['store'], {
    append: async (...asked: Parameters<Runtime['store']['append']>) => {
      lives -= 1;
      if (when === 'before') alive();
      if (lives < -1) throw new Killed();
      const appended = await runtime.store.append(...asked).catch((fault: unknown) => {
        lives += 1; // nothing was written: somebody else was faster, a reminder that fell due just then
        throw fault;
      });
      alive();
      return appended;
    },
    settle: async (...asked: Parameters<Runtime['store']['settle']>) => {
      alive();
      return runtime.store.settle(...asked);
    },
  });
  const parts: SchedulingParts = partsOf({ ...runtime, store });
  await Promise.all([parts.catalogue.start(), parts.deceased.start()]);
  return { ...parts, stop: () => Promise.all([parts.catalogue.stop(), parts.deceased.stop()]) };
};
