import { faultCode } from '@liaison/projections';
import { isPassing } from '../consumer/passing.js';
import { ParkedKeyBusy } from '../errors.js';
import type { ParkedEventWithContent } from './parked.js';
import type { ParkedQueues } from './parked-queues.js';

export type Replayed = {
  readonly id: string;
  /** Events that had their effect. */
  readonly replayed: number;
  readonly remaining: number;
  /**
   * `free`: nothing waits any more, and the key's next events are handled as they come. `stopped`: an event still cannot be handled.
   * `more`: time is up, and it can go on.
   */
  readonly status: 'free' | 'stopped' | 'more';
  readonly code?: string;
  readonly event?: number;
};

/**
 * Handles what waits under a key, in its order, and stops at the first event that still cannot be handled. Killed in between, the
 * event comes again as the same command.
 * @throws ParkedKeyUnknown, ParkedKeyBusy, and faults of infrastructure, which stop it anywhere
 */
export const replay = async (
  queues: ParkedQueues,
  id: string,
  handle: (event: ParkedEventWithContent) => Promise<void>,
  patienceMs: number,
): Promise<Replayed> => {
  await queues.find(id);
  const until = performance.now() + patienceMs;
  const outcome = await queues.locked(id, async () => {
    for (let replayed = 0; ; replayed += 1) {
      const first = await queues.first(id);
      if (!first) {
        if (await queues.free(id)) return { id, replayed, remaining: 0, status: 'free' } as const;
        replayed -= 1;
        continue;
      }
      if (performance.now() >= until) return { id, replayed, remaining: (await queues.find(id)).events, status: 'more' } as const;
      try {
        await handle(first);
      } catch (fault) {
        if (isPassing(fault)) throw fault;
        const code = faultCode(fault);
        await queues.failed(first.id, { code, detail: detailOf(fault) });
        return { id, replayed, remaining: (await queues.find(id)).events, status: 'stopped', code, event: first.id } as const;
      }
      await queues.settle(first.id);
    }
  });
  if (!outcome) throw new ParkedKeyBusy(id);
  return outcome;
};

/** For operators, who may see the event as well; never for a log. As a table takes it. */
export const detailOf = (fault: unknown): string =>
  (fault instanceof Error ? fault.message : String(fault)).replaceAll('\u0000', '').slice(0, 500);
