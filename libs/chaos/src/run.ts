import { setTimeout as sleep } from 'node:timers/promises';
import { developmentIssuer } from '@liaison/service-kit';
import { dice } from './dice.js';
import { judge, missingOf } from './evidence/judge.js';
import { readStores } from './evidence/read-stores.js';
import { readTopic } from './evidence/read-topic.js';
import { parkedBy, publishedInOrder } from './evidence/verdict.js';
import { faultPlan } from './faults/fault-plan.js';
import { inflict } from './faults/inflict.js';
import { inflictAll } from './faults/inflict-all.js';
import { Fleet } from './fleet/fleet.js';
import { Ground } from './fleet/ground.js';
import { isPoison, samplesOfAll, samplesPlan, type PlannedCommand } from './load/samples-plan.js';
import { send } from './load/send.js';
import type { Options } from './options.js';
import { replayAll } from './replay.js';
import type { Outcome } from './report.js';
import { wards } from './services/samples.js';
import { settled } from './settle.js';

const settling = { stuckMs: 60_000, patienceMs: 600_000 };
const replayMs = 120_000;
const lateMs = 5_000;
/** How much longer than planned the sending may take while much is down. */
const lateLoadMs = 300_000;

/**
 * Two wards send samples while things break; what became of them is judged by what lies in the stores and on the topics.
 * @throws when the signal comes or nothing can be started
 */
export const run = async (options: Options, say: (line: string) => void, signal: AbortSignal): Promise<Outcome> => {
  const ground = new Ground();
  let keep = true;
  let fleet: Fleet | undefined;
  const interrupted = new Promise<never>((_, reject) => signal.addEventListener('abort', () => reject(new Error('interrupted'))));
  try {
    await ground.start();
    const issuer = await developmentIssuer(ground.home);
    const tokens = { clerk: (await issuer.sign('clerk')).token, operator: (await issuer.sign('operator')).token };
    fleet = new Fleet({
      ...{ home: ground.home, logs: ground.logs, operator: tokens.operator },
      databaseUrl: () => ground.databaseUrl,
      brokers: () => ground.brokers,
    });
    const outcome = await Promise.race([prove(options, { ground, fleet, tokens, say }), interrupted]);
    keep = outcome.violations.length > 0;
    return outcome;
  } finally {
    await fleet?.kill9();
    await ground.end(keep && !signal.aborted);
    if (keep && !signal.aborted) say(`logs are kept in ${ground.logs}`);
  }
};

type Proving = {
  readonly ground: Ground;
  readonly fleet: Fleet;
  readonly tokens: { readonly clerk: string; readonly operator: string };
  readonly say: (line: string) => void;
};

const prove = async ({ seed, events }: Options, { ground, fleet, tokens, say }: Proving): Promise<Outcome> => {
  const from = performance.now();
  const chance = dice(seed);
  const plan = samplesPlan(events, chance.for('samples'));
  const { faults, spanMs } = faultPlan(events, chance.for('faults'));
  const [early, all] = [samplesOfAll(plan.early), samplesOfAll([...plan.early, ...plan.late])];
  const violations: string[] = [];
  const sendAll = (commands: readonly PlannedCommand[], overMs: number) =>
    send(commands, {
      ...{ token: tokens.clerk, run: `chaos-${seed}`, spanMs: overMs, signal: AbortSignal.timeout(overMs + lateLoadMs) },
      urls: (ward) => fleet.urls(ward),
    });

  await fleet.start();
  say(`five processes, PostgreSQL and Kafka are up: ${events} events, seed ${seed}`);
  const [sent, inflicted] = await Promise.all([sendAll(plan.early, spanMs), inflictAll(faults, { fleet, ground, say })]);
  say(`${sent.acknowledged} commands are acknowledged, nothing breaks any more`);
  const before = await settled(() => readStores(ground.databaseUrl), missingOf(early), settling);
  violations.push(...inflicted.failed, ...sent.refused, ...judge('before replay', early, before, (facts) => parkedBy(early, facts)));
  const parked = before.groups.reduce((sum, group) => sum + group.parked.length, 0);
  say(
    `${missingOf(early)(before) === 0 ? 'everything has arrived' : 'nothing comes on any more'}, ${parked} are parked; the consumers' program is mended`,
  );

  violations.push(...(await fleet.mend()));
  say('replaying, while samples still come and a consumer is killed');
  const [replays, sentLate] = await Promise.all([
    replayAll(fleet, [...wards, 'ledger'], tokens.operator, replayMs),
    sendAll(plan.late, lateMs),
    sleep(500).then(() => inflict({ kind: 'consumer killed', atMs: 0, downMs: 200 }, { fleet, ground, say })),
  ]);
  const after = await settled(() => readStores(ground.databaseUrl), missingOf(all), settling);
  violations.push(...sentLate.refused, ...judge('after replay', all, after, () => []));
  let records = 0;
  for (const ward of wards) {
    const topic = await readTopic(ground.brokers, ward);
    records += topic.length;
    violations.push(...publishedInOrder(ward, after.sent[ward], topic));
  }
  violations.push(...(await fleet.stop()));
  say('all processes have stopped');
  return {
    ...{ seed: String(seed), events, seconds: Math.round((performance.now() - from) / 1000), faults: inflicted.counts },
    commandsRepeated: sent.repeated + sentLate.repeated,
    ...{ records, recordsRepeated: records - events, poison: all.filter(isPoison).length, parked, replays, violations },
    effects: after.groups.reduce((sum, group) => sum + group.effects.length, 0),
    crashes: fleet.members.reduce((sum, member) => sum + member.crashes, 0),
  };
};
