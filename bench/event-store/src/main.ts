import { type Finding, jsonLine, table } from '@liaison/bench-kit';
import { appends } from './cases/appends.js';
import { hotStream } from './cases/hot-stream.js';
import { loads } from './cases/loads.js';
import { followingMemory, standingMemory } from './cases/memory.js';
import { openTransaction } from './cases/open-transaction.js';
import { readBack } from './cases/read-back.js';
import { scale, type Sized } from './cases/scale.js';
import { tailing } from './cases/tailing.js';
import type { Contender } from './contenders/contender.js';
import { emmett } from './contenders/emmett.js';
import { liaison } from './contenders/liaison.js';
import { copyRows, insertRows } from './contenders/rows.js';
import { Difference } from './difference.js';
import { fill } from './fill.js';
import { optionsOf, usage } from './options.js';
import { eventStoreSchema, run, startServer, type Server } from './server.js';

const bench = 'event-store';
const options = optionsOf(process.argv.slice(2));
if (!options) {
  console.error(usage);
  process.exit(2);
}

const findings: Finding[] = [];
const report = (finding: Finding): void => {
  findings.push(finding);
  if (options.json) console.log(jsonLine(bench, finding));
  else console.error(`${finding.case}, against ${finding.against}: ${(finding.value / finding.reference).toFixed(2)}`);
};
const { count } = options;

const open: Contender[] = [];
const opened = <One extends Contender>(one: One): One => {
  open.push(one);
  return one;
};
const closeAll = async (): Promise<void> => {
  for (const one of open.splice(0)) await one.close();
};

const comparison = async (server: Server): Promise<void> => {
  const url = await server.database('rows');
  for (const schema of ['liaison', 'inserted', 'copied']) await eventStoreSchema(url, schema);
  const ours = opened(liaison(url, 'liaison'));
  const theirs = opened(await emmett(await server.database('emmett')));
  await appends([ours, theirs, opened(insertRows(url, 'inserted')), opened(await copyRows(url, 'copied'))], options, report);
  await readBack(ours.store, await ours.count());
};

const both = async (server: Server, name: string) => {
  const url = await server.database(name);
  await eventStoreSchema(url, name);
  return { liaison: opened(liaison(url, name)), emmett: opened(await emmett(await server.database(`emmett_${name}`))) };
};

const reading = async (server: Server): Promise<void> => {
  if (options.wants('follow')) await tailing(await both(server, 'followed'), { count, events: 50_000 }, report);
  if (options.wants('load')) await loads(await both(server, 'loaded'), { count, streams: 300 }, report);
};

const filled = async (server: Server, name: string, events: number): Promise<Sized> => {
  const url = await server.database(name);
  await eventStoreSchema(url, name);
  await fill(url, name, events);
  await run(url, 'vacuum (analyze) events', name);
  return { liaison: opened(liaison(url, name)), events };
};

const deciding = async (server: Server): Promise<void> => {
  if (!options.wants('commands to one stream')) return;
  const url = await server.database('deciding');
  await eventStoreSchema(url, 'deciding');
  await hotStream(opened(liaison(url, 'deciding')), { count }, report);
};

const endurance = async (server: Server): Promise<void> => {
  const url = await server.database('endurance');
  const names = { standing: 'memory of a reader', beside: 'beside an open transaction' };
  for (const [schema, name] of Object.entries(names)) {
    if (!options.wants(name)) continue;
    await eventStoreSchema(url, schema);
    const ours = opened(liaison(url, schema));
    if (schema === 'standing') await standingMemory(url, schema, ours, report);
    else {
      const elsewhere = await server.database('elsewhere');
      await eventStoreSchema(elsewhere, schema);
      await openTransaction(url, schema, ours, opened(liaison(elsewhere, schema)), report);
    }
  }
  if (!options.wants('memory of following')) return;
  await eventStoreSchema(url, 'million');
  await fill(url, 'million', 1_000_000);
  await followingMemory(url, 'million', 1_000_000, report);
};

const atScale = async (server: Server): Promise<void> => {
  const small = await filled(server, 'small', 100_000);
  const large = await filled(server, 'large', options.events ?? 0);
  await scale(small, large, options, report);
};

const server = await startServer();
try {
  for (const part of options.events === undefined ? [comparison, reading, deciding, endurance] : [atScale]) {
    await part(server);
    await closeAll();
  }
} catch (fault) {
  console.error(fault instanceof Difference ? fault.message : fault);
  process.exitCode = 1;
} finally {
  await closeAll().catch(console.error);
  await server.stop();
}
if (!options.json) console.log(table(findings));
