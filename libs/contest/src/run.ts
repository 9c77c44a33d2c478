import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { dice, Ground, Member } from '@liaison/chaos';
import { addDays } from '@liaison/kernel';
import { judge } from './evidence/judge.js';
import { readExport } from './evidence/read-export.js';
import { startIssuer, type Issuer } from './ground/issuer.js';
import { askForAll, type Answer } from './load/clients.js';
import { authorisedExtra, definitions, resources } from './load/hospital.js';
import { wishesOf } from './load/wishes.js';
import type { Options } from './options.js';
import { isClean, type Outcome } from './report.js';

const scheduling = fileURLToPath(new URL('../../../apps/scheduling/dist/main.js', import.meta.url));
/** So far ahead that nothing of it begins while it is fought for. */
const daysAhead = 14;

type Say = { readonly line: (text: string) => void; readonly progress: (done: number) => void };

/**
 * Two processes of scheduling on one PostgreSQL, clients who fight for the same few days, and then the events as the command line
 * exports them.
 * @throws when the signal comes or nothing can be started
 */
export const run = async (options: Options, say: Say, signal: AbortSignal): Promise<Outcome> => {
  const ground = new Ground({ broker: false });
  const members: Member[] = [];
  let issuer: Issuer | undefined;
  let keep = true;
  try {
    await ground.start();
    issuer = await startIssuer();
    members.push(...[1, 2].map((n) => memberOf(n, ground, issuer?.env ?? {})));
    // one first: its migrations are what the other finds
    for (const member of members) await member.start();
    const outcome = await fight(options, { members, issuer, say, signal });
    keep = !isClean(outcome);
    return outcome;
  } finally {
    await Promise.all(members.map((member) => member.kill9()));
    await issuer?.stop();
    await ground.end(keep && !signal.aborted);
    if (keep && !signal.aborted) say.line(`logs are kept in ${ground.logs}`);
  }
};

const memberOf = (n: number, ground: Ground, env: Readonly<Record<string, string>>): Member =>
  new Member({
    ...{ service: 'scheduling', name: `scheduling/${n}`, command: [scheduling], log: join(ground.logs, `scheduling-${n}.log`) },
    env: () => ({ ...env, DATABASE_URL: ground.databaseUrl, LIAISON_HOME: join(ground.home, `scheduling-${n}`), LOG_LEVEL: 'info' }),
  });

type Fight = { readonly members: readonly Member[]; readonly issuer: Issuer; readonly say: Say; readonly signal: AbortSignal };

const fight = async ({ seed, bookings, clients }: Options, { members, issuer, say, signal }: Fight): Promise<Outcome> => {
  const [token, operator] = await Promise.all([issuer.sign('coordinator'), issuer.sign('operator')]);
  const urls = () => members.flatMap(({ url }) => (url === undefined ? [] : [url]));
  const [first = ''] = urls();
  for (const [path, body] of definitions) await define(`${first}/scheduling${path}`, body, token);
  say.line(`two processes, ${resources.length} resources: ${clients} clients want ${bookings} visits, seed ${seed}`);

  const firstDate = addDays(new Date().toISOString().slice(0, 10), daysAhead);
  const wishes = wishesOf(bookings, firstDate, dice(seed));
  const from = performance.now();
  const asked = await askForAll(wishes, { urls, token, run: `contest-${seed}`, clients, signal, progress: say.progress });
  const seconds = Math.round((performance.now() - from) / 100) / 10;
  if (signal.aborted) throw new Error('interrupted');
  say.line('everybody has an answer; reading the events');
  const events = await readExport(first, operator);
  const capacities = new Map(resources.map(({ id, capacity }) => [id, capacity]));
  const verdict = judge(asked.answers, events, { authorisedExtra, capacity: (id) => capacities.get(id) ?? 0 });
  const crashes = members.filter(({ crashes: times }) => times > 0).map(({ name }) => `${name} ended by itself`);
  return {
    ...{ seed: String(seed), bookings, clients, seconds, requests: asked.answers.length, again: asked.again, events: events.length },
    accepted: tally(asked.answers.filter(({ status }) => status < 300).map(({ step }) => step)),
    refused: tally(asked.answers.filter(({ status }) => status >= 300).map(({ errors }) => errors[0]?.code ?? 'without a code')),
    ...verdict,
    differing: [...asked.differing, ...crashes],
  };
};

const define = async (url: string, body: object, token: string): Promise<void> => {
  const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json', 'idempotency-key': new URL(url).pathname };
  const response = await fetch(url, { method: 'PUT', headers, body: JSON.stringify(body) });
  if (!response.ok) throw new Error(`${url} answered ${response.status}: ${await response.text()}`);
};

const tally = (names: readonly Answer['step'][] | readonly string[]): Readonly<Record<string, number>> => {
  const counts: Record<string, number> = {};
  for (const name of names) counts[name] = (counts[name] ?? 0) + 1;
  return counts;
};
