import { z } from 'zod';
import type { Answer, Context } from './context.js';

const Health = z.object({
  services: z.record(
    z.string(),
    z.object({ ok: z.boolean(), checks: z.record(z.string(), z.looseObject({ ok: z.boolean() })).default({}) }),
  ),
});

/** What runs: whether the process lives, and each thing that it says it needs. */
export const status = async ({ url, api }: Context): Promise<Answer> => {
  const live = (await api().look('/health/live')).status === 200;
  const { status: answered, body } = await api().look('/health/ready');
  const ready = answered === 200;
  const { data } = Health.safeParse(body);
  const services = Object.entries(data?.services ?? {}).map(([service, { ok, checks }]) => ({
    service,
    ready: ok,
    notReady: Object.keys(checks).filter((check) => checks[check]?.ok !== true),
  }));
  const lines = [
    `${url}: ${live ? 'running' : 'not running'}, ${ready ? 'ready' : 'not ready'}`,
    ...services.map((each) => `  ${each.service}: ${each.ready ? 'ready' : `not ready (${each.notReady.join(', ')})`}`),
  ];
  return { text: lines.join('\n'), json: { url, live, ready, services }, exitCode: ready ? 0 : 1 };
};
