import { Presets, SingleBar } from 'cli-progress';
import { optionsOf, usage } from './options.js';
import { isClean, table } from './report.js';
import { run } from './run.js';

/** @returns the exit code: 1 when something was booked twice or an answer does not hold, 2 for wrong usage */
const main = async (args: readonly string[]): Promise<number> => {
  const options = optionsOf(args);
  if (!options) {
    console.error(usage);
    return 2;
  }
  const giveUp = new AbortController();
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => giveUp.abort());
  const bar = new SingleBar(
    { stream: process.stderr, format: '{bar} {value}/{total} visits, {eta_formatted} left' },
    Presets.shades_classic,
  );
  const say = {
    line: (text: string) => {
      bar.stop();
      console.error(text);
    },
    progress: (done: number) => (bar.isActive ? bar.update(done) : bar.start(options.bookings, done)),
  };
  try {
    const outcome = await run(options, say, giveUp.signal);
    (options.json ? console.error : console.log)(table(outcome));
    if (options.json) console.log(JSON.stringify({ ...outcome, ok: isClean(outcome) }));
    return isClean(outcome) ? 0 : 1;
  } catch (fault) {
    console.error(fault instanceof Error ? fault.message : fault);
    return 1;
  }
};

process.exit(await main(process.argv.slice(2)));
