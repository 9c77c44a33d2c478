import { optionsOf, usage } from './options.js';
import { table, timeline } from './report.js';
import { run } from './run.js';

/** @returns the exit code: 1 when something was lost, doubled or stuck, 2 for wrong usage */
const main = async (args: readonly string[]): Promise<number> => {
  const options = optionsOf(args);
  if (!options) {
    console.error(usage);
    return 2;
  }
  const giveUp = new AbortController();
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => giveUp.abort());
  try {
    const outcome = await run(options, timeline(), giveUp.signal);
    (options.json ? console.error : console.log)(table(outcome));
    if (options.json) console.log(JSON.stringify({ ...outcome, ok: outcome.violations.length === 0 }));
    return outcome.violations.length === 0 ? 0 : 1;
  } catch (fault) {
    console.error(fault instanceof Error ? fault.message : fault);
    return 1;
  }
};

process.exit(await main(process.argv.slice(2)));
