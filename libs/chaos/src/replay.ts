import { setTimeout as sleep } from 'node:timers/promises';
import { z } from 'zod';
import type { Fleet } from './fleet/fleet.js';

const Parked = z.object({ parked: z.array(z.object({ id: z.string() })) });

/** As an operator does over HTTP: lists what is parked and replays it, until nothing is. @returns how many replays were asked for */
export const replayAll = async (fleet: Fleet, services: readonly string[], operator: string, patienceMs: number): Promise<number> => {
  const until = performance.now() + patienceMs;
  const counts = services.map(async (service) => {
    for (let asked = 0; ; await sleep(200)) {
      const ids = await parkedIds(fleet, service, operator);
      if (ids?.length === 0 || performance.now() > until) return asked;
      for (const id of ids ?? []) {
        await ask(fleet, service, `parked/${encodeURIComponent(id)}/replay`, operator, 'POST');
        asked += 1;
      }
    }
  });
  return (await Promise.all(counts)).reduce((sum, count) => sum + count, 0);
};

const parkedIds = async (fleet: Fleet, service: string, operator: string): Promise<readonly string[] | undefined> => {
  const answered = Parked.safeParse(await ask(fleet, service, 'parked', operator, 'GET'));
  return answered.success ? answered.data.parked.map(({ id }) => id) : undefined;
};

/** Any member knows; one that dies meanwhile is asked no more. */
const ask = async (fleet: Fleet, service: string, path: string, operator: string, method: string): Promise<unknown> => {
  for (const url of fleet.urls(service))
    try {
      const headers = { authorization: `Bearer ${operator}` };
      const response = await fetch(`${url}/${service}/operations/${path}`, { method, headers, signal: AbortSignal.timeout(25_000) });
      if (response.ok) return await response.json();
    } catch {
      // the next one
    }
  return undefined;
};
