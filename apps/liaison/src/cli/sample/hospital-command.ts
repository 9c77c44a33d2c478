import type { Command } from 'commander';
import { date, wholeNumber } from '../arguments.js';
import type { Run, Shared } from '../program.js';
import { sampleHospital, type HospitalFlags } from './sample-hospital.js';

export const addHospitalCommand = (samples: Command, run: Run, jsonOf: (command: Command) => boolean, { json, examples }: Shared): void => {
  samples
    .command('hospital')
    .description('a made-up hospital of any size, booked through the public API; stopped, it goes on where it was')
    .option('--departments <number>', '15 resources each', wholeNumber(1, 500), 60)
    .option('--days <number>', 'how many days have visits', wholeNumber(1, 365), 90)
    .option('--appointments <number>', 'how many visits', wholeNumber(1, 10_000_000), 200_000)
    .option('--seed <number>', 'the same hospital for the same number', wholeNumber(0, 2 ** 31), 1)
    .option('--from <date>', 'the first day (default: the next Monday)', date)
    .option(...json)
    .addHelpText('after', examples('sample hospital', 'sample hospital --departments 6 --days 14 --appointments 2000'))
    .action((flags: HospitalFlags, command: Command) => run(jsonOf(command), (context) => sampleHospital(flags, context)));
};
