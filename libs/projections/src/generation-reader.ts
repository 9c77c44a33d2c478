import type { EventStore } from '@liaison/event-store';
import type { Pool } from 'pg';
import { shortRest } from './beat.js';
import { faultCode } from './fault-code.js';
import { follow, seldomMs } from './follow.js';
import { GenerationWriter, Superseded } from './generation-writer.js';
import type { Lease } from './leases.js';
import type { Log } from './log.js';
import type { Pauses } from './pause.js';
import type { AnyProjection } from './projection.js';
import type { Registry } from './registry.js';

export type GenerationReading = {
  readonly store: EventStore;
  readonly pool: Pool;
  readonly schema: string;
  readonly registry: Registry;
  readonly definition: AnyProjection;
  readonly generation: number;
  readonly log: Log;
  readonly pauses?: Pauses | undefined;
  /** The generation that readers see has come to this position. */
  readonly shown: (position: number) => void;
  /** This generation is the one that readers see from now on. */
  readonly tookOver: () => void;
};

/** A second behind a moving head is caught up; nothing moving would never get there. */
const freshEnoughMs = 1_000;

/** Feeds one generation under its lease, and lets it take over once it has caught up. */
export const readInto = async (reading: GenerationReading, { signal }: Lease): Promise<void> => {
  const { store, registry, definition, generation, log } = reading;
  const { name } = definition;
  const writer = new GenerationWriter(reading.pool, reading.schema, definition, generation);
  let live = false;
  let target = { position: Infinity, at: 0 };

  const caughtUp = async (position: number): Promise<boolean> => {
    if (position >= target.position && performance.now() - target.at <= freshEnoughMs) return true;
    if (position >= target.position || target.position === Infinity) target = { position: await store.head(), at: performance.now() };
    return position >= target.position;
  };
  const arrivedAt = async (position: number): Promise<void> => {
    if (!live && (await caughtUp(position)) && (await registry.takeOver(name, generation))) {
      live = true;
      log.info({ projection: name, generation, version: definition.version, position }, 'projection took over');
      reading.tookOver();
    }
    if (live) reading.shown(position);
  };

  await follow({
    store,
    categories: definition.categories,
    types: Object.keys(definition.changes),
    signal,
    // what rests with the live one is never ahead of it, and only what is ahead may take over
    rest: { rest: (until) => (live ? shortRest.rest(until) : Promise.resolve()) },
    emptyEveryMs: seldomMs,
    ...(reading.pauses && { pauses: reading.pauses }),
    from: async (incarnation) => {
      const found = await registry.find(name, generation);
      if (!found || found.status === 'retired' || found.incarnation !== incarnation) throw new Superseded();
      live = found.status === 'live';
      await arrivedAt(found.position);
      return found.position;
    },
    apply: async (batch, from) => {
      const { position, fault } = await writer.write(batch, from, live);
      if (position > from) await arrivedAt(position);
      if (fault) throw fault;
      return position;
    },
    failed: async (fault, failures) => {
      if (fault instanceof Superseded) return;
      const code = faultCode(fault);
      log.error({ projection: name, generation, code, failures: failures + 1 }, 'projection is failing, nothing is skipped');
      await registry.failing(name, generation, code);
    },
  });
};
