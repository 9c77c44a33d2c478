import { setTimeout as sleep } from 'node:timers/promises';
import type { Batch, SubscribeOptions } from '../event-store.js';
import { checkRead } from '../read-check.js';
import { categoryOf } from '../streams.js';
import type { Access } from './access.js';
import { StoreUnavailable } from '../errors.js';
import { isPassing, named } from './faults.js';
import type { Paging } from './paging.js';
import { Pump } from './pump.js';

const [firstPauseMs, longestPauseMs] = [50, 5_000];

/**
 * The server filters by the prefix of the context, categories and types are filtered here: so every event of the context moves
 * `upTo`, shown or not. A call that was lost, or ended because nobody read, is opened again behind what was taken.
 */
export async function* subscription(
  { after, categories, types, signal, incarnation }: SubscribeOptions,
  { access, paging, prefix }: { readonly access: Access; readonly paging: Paging; readonly prefix: string },
): AsyncGenerator<Batch> {
  checkRead({ after });
  const wanted = { categories: categories && new Set(categories), types: types && new Set(types) };
  let upTo = after;
  let pause = firstPauseMs;
  let checked = false;
  while (!signal.aborted) {
    let pump: Pump | undefined;
    try {
      const { connection, subscription: request } = await access.load();
      await access.require(incarnation);
      if (!checked) await paging.checkPosition(after);
      checked = true;
      pump = new Pump(await connection.subscribe(request(prefix, upTo)), upTo, signal);
      for (let taken = await pump.take(); taken && !signal.aborted; taken = await pump.take()) {
        pause = firstPauseMs;
        if (taken.upTo === upTo) continue;
        await access.require(incarnation); // nothing of another life for who rests on this one
        upTo = taken.upTo;
        const events = taken.events.filter(
          ({ stream, type }) => (wanted.categories?.has(categoryOf(stream)) ?? true) && (wanted.types?.has(type) ?? true),
        );
        yield { events, upTo };
      }
    } catch (fault) {
      if (signal.aborted) return;
      if (!isPassing(fault) && !(fault instanceof StoreUnavailable)) throw named(fault, { position: upTo });
      access.patience.onFault();
      await sleep(pause * (0.5 + Math.random() / 2), undefined, { signal }).catch(() => undefined);
      pause = Math.min(pause * 2, longestPauseMs);
    } finally {
      pump?.close();
    }
  }
}
