import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { Member, type Ground } from '@liaison/chaos';
import { developmentIssuer } from '@liaison/service-kit';
import { counted } from '../counted.js';
import { environment } from '../surroundings.js';

const main = fileURLToPath(new URL('../service-main.js', import.meta.url));
const patienceMs = 60_000;
/** As a container of 250 MB has it: without a bound Node takes what there is before it collects. */
const bounded = ['--max-semi-space-size=4', '--max-old-space-size=160'] as const;

/** A service that sends and one that takes, each a process of its own. */
export type Pair = {
  readonly members: readonly Member[];
  /** @returns for each command the milliseconds from its acknowledgement to the row in the other service */
  load(perSecond: number, seconds: number): Promise<readonly number[]>;
  stop(): Promise<void>;
};

const kill = (pid: number): void => {
  try {
    process.kill(pid, 'SIGKILL');
  } catch {
    // it has ended by itself
  }
};

export const startPair = async (ground: Ground, messaging: 'kafka' | 'embedded' = 'kafka'): Promise<Pair> => {
  const issuer = await developmentIssuer(ground.home);
  const { token } = await issuer.sign('operator');
  const member = (name: string) =>
    new Member({
      ...{ name, service: name, command: [...bounded, main, name], log: join(ground.logs, `${name}.log`) },
      env: () => ({
        ...environment({ ground }, messaging),
        ISSUER_HOME: ground.home,
        LIAISON_HOME: join(ground.home, `${messaging}-${name}`),
      }),
    });
  const [sender, taker] = [member('sender'), member('taker')];
  // however this process ends, they do not outlive it
  process.once('exit', () => {
    for (const { pid } of [sender, taker]) if (pid !== undefined) kill(pid);
  });
  await sender.start();
  await taker.start();
  const ask = async ({ url = '' }: Member, path: string, body?: object): Promise<unknown> => {
    const response = await fetch(`${url}/${path}`, {
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
      ...(body && { method: 'POST', body: JSON.stringify(body) }),
    });
    if (!response.ok) throw new Error(`${path} answered ${response.status}: ${await response.text()}`);
    return response.json();
  };
  // numbers are those of commands, and a command acts once: a pair on the same database needs others
  let from = messaging === 'kafka' ? 1 : 1_000_001;
  return {
    members: [sender, taker],
    load: async (perSecond, seconds) => {
      const total = perSecond * seconds;
      const { acknowledged } = (await ask(sender, 'sender/load', { perSecond, seconds, from })) as { acknowledged: number[] };
      let seen = new Map<number, number>();
      for (const until = performance.now() + patienceMs; seen.size < total && performance.now() < until; await sleep(200))
        seen = new Map(((await ask(taker, `taker/seen?from=${from}`)) as { seen: [number, number][] }).seen);
      counted('rows in the other service', total, seen.size);
      const first = from;
      from += total;
      return acknowledged.map((at, n) => (seen.get(first + n) ?? NaN) - at);
    },
    stop: async () => {
      await Promise.all([sender.stop(), taker.stop()]);
    },
  };
};
