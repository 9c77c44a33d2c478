import { faultCode } from '@liaison/projections';
import type { RunningService } from '../bootstrap/running-service.js';

export type Check = { readonly ok: boolean; readonly [fact: string]: unknown };
export type ServiceHealth = { readonly ok: boolean; readonly checks: Readonly<Record<string, Check>> };
export type Health = { readonly status: 'ok' | 'error'; readonly services: Readonly<Record<string, ServiceHealth>> };

const patienceMs = 3_000;

/** Whether each service can do its work now, and what stands in its way. Codes and positions only: anybody may ask. */
export class Readiness {
  private state: 'starting' | 'ready' | 'stopping' = 'starting';

  constructor(private readonly services: readonly RunningService[]) {}

  ready(): void {
    this.state = 'ready';
  }
  stopping(): void {
    this.state = 'stopping';
  }

  async check(): Promise<Health> {
    const checked = await Promise.all(this.services.map(async (service) => [service.name, await healthOf(service)] as const));
    const ok = this.state === 'ready' && checked.every(([, health]) => health.ok);
    return { status: ok ? 'ok' : 'error', ...(this.state !== 'ready' && { state: this.state }), services: Object.fromEntries(checked) };
  }
}

const healthOf = async ({ runtime, relay, strategy, followers }: RunningService): Promise<ServiceHealth> => {
  const checks = {
    database: () => runtime.pool.query('select 1').then(() => ({ ok: true })),
    projections: async () => {
      const statuses = await runtime.projections.status();
      const failing = statuses.filter(({ status }) => status === 'failing').map(({ name, failure }) => ({ name, ...failure }));
      const served = await runtime.projections.served();
      return {
        ok: failing.length === 0 && served,
        lag: Math.max(0, ...statuses.map(({ lag }) => lag)),
        ...(failing.length > 0 && { failing }),
      };
    },
    messages: () => runtime.bus.health(),
    ...(relay && {
      relay: async () => {
        const { state, lag, code } = await relay.status();
        return { ok: state !== 'stopped', state, lag, ...(code !== undefined && { code }) };
      },
    }),
    ...(strategy && {
      consumer: async () => {
        const { state, code, failing } = strategy.consumption();
        return { ok: state === 'consuming', state, ...(code !== undefined && { code }), ...(failing.length > 0 && { failing }) };
      },
    }),
    ...(followers.length > 0 && {
      followers: async () => {
        const failing = (await Promise.all(followers.map((follower) => follower.status()))).filter(({ state }) => state === 'failing');
        return { ok: true, ...(failing.length > 0 && { failing: failing.map(({ name, failure }) => ({ name, ...failure })) }) };
      },
    }),
  };
  const results = await Promise.all(Object.entries(checks).map(async ([name, check]) => [name, await inTime(check)] as const));
  return { ok: results.every(([, { ok }]) => ok), checks: Object.fromEntries(results) };
};

const inTime = async (check: () => Promise<Check>): Promise<Check> => {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<Check>((resolve) => (timer = setTimeout(() => resolve({ ok: false, code: 'timeout' }), patienceMs)));
  try {
    return await Promise.race([check(), late]);
  } catch (fault) {
    return { ok: false, code: faultCode(fault) };
  } finally {
    clearTimeout(timer);
  }
};
