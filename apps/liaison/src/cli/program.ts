import { Command, Option } from 'commander';
import { date, name, wholeNumber } from './arguments.js';
import type { Answer, Context } from './context.js';
import { addEventsCommands } from './events/events-commands.js';
import { exportEvents } from './export-events.js';
import { importFhir } from './import/import-fhir.js';
import { defaults, type WindowFlags } from './import/window.js';
import { parkedCommands } from './parked/parked-commands.js';
import { listProjections, rebuildProjection } from './projections.js';
import { addHospitalCommand } from './sample/hospital-command.js';
import { sample } from './sample/sample.js';
import { services } from './services.js';
import { roles, type Role } from './sign-in.js';
import { status } from './status.js';
import { token } from './token.js';

export type Run = (json: boolean, command: (context: Context) => Promise<Answer | undefined>) => Promise<void>;

export type Shared = { readonly json: readonly [string, string]; readonly examples: (...lines: readonly string[]) => string };

const json = ['--json', 'the last line of standard output is one JSON object, all else goes to standard error'] as const;
const examples = (...lines: readonly string[]) =>
  `\nExamples:\n${lines.map((line) => `  $ npm run liaison -- ${line}`.trimEnd()).join('\n')}`;

/** The commands, their options and their help. What they do is elsewhere; `run` gives them what they need. */
export const programOf = (
  run: Run,
  output: { readonly writeOut: (text: string) => void; readonly writeErr: (text: string) => void },
): Command => {
  const program = new Command('liaison')
    .description('Talks to a running Liaison: start one with npm start.')
    .exitOverride()
    .configureOutput(output)
    .showHelpAfterError('(--help after the command shows how it is used)')
    .addHelpText(
      'after',
      `
Where it looks:
  LIAISON_URL    the running system (default: http://127.0.0.1 and PORT, or 3000)
  LIAISON_TOKEN  a bearer token, where the system has no development issuer

Exit code: 0 done, 1 failed or something refused by fault of the input, 2 wrong usage.
${examples('sample', 'import fhir ../shared/data/fhir/synthea', 'status')}`,
    );
  /** `--json` may stand before or after the command. */
  const jsonOf = (command: Command): boolean => command.optsWithGlobals<{ json?: boolean }>().json === true;
  program.option(...json);

  program
    .command('status')
    .description('what runs, and whether it is ready')
    .option(...json)
    .addHelpText('after', examples('status', 'status --json'))
    .action((_: unknown, command: Command) => run(jsonOf(command), status));

  program
    .command('token')
    .description('print a bearer token of the development issuer')
    .addOption(new Option('--role <role>', 'what the bearer may do').choices(roles).makeOptionMandatory())
    .option('--subject <subject>', 'who the bearer is')
    .option(...json)
    .addHelpText('after', examples('token --role clerk', 'token --role coordinator --subject ann'))
    .action((options: { role: Role; subject?: string }, command: Command) =>
      run(jsonOf(command), (context) => token(options.role, options.subject, context)),
    );

  const samples = program
    .command('sample')
    .description('fill an empty system with a site, two departments, resources and visit types')
    .option(...json)
    .addHelpText('after', examples('sample', 'sample hospital --departments 6 --days 14 --appointments 2000'))
    .action((_: unknown, command: Command) => run(jsonOf(command), sample));
  addHospitalCommand(samples, run, jsonOf, { json, examples });

  const imports = program.command('import').description('take over demand from elsewhere');
  imports
    .command('fhir')
    .description('book the encounters of FHIR R4 bundles again, as demand: docs/import-fhir.md has the rules')
    .argument('<folder>', 'holds the bundles: all its *.json files are read')
    .option('--from <date>', 'book from the first Monday on or after it (default: the next Monday)', date)
    .option('--weeks <number>', `how many weeks to fill (default: ${defaults.weeks})`, wholeNumber(1, 53))
    .option('--years <number>', `take so many last years of the data (default: ${defaults.years})`, wholeNumber(1, 150))
    .option(...json)
    .addHelpText(
      'after',
      `
The first run fixes the weeks; every later run goes on in them, and books nothing twice.
A file or an entry with a fault is named, and then nothing at all is imported.
${examples('import fhir ../shared/data/fhir/synthea', 'import fhir bundles --from 2027-01-04 --weeks 4 --json')}`,
    )
    .action((folder: string, flags: WindowFlags, command: Command) =>
      run(jsonOf(command), (context) => importFhir(folder, flags, context)),
    );

  const events = program.command('events').description('the event store');
  events
    .command('export')
    .description('every raw event as a line of JSON on standard output, in global order')
    .requiredOption('--service <name>', `whose: ${services.join(', ')}`, name)
    .option('--after <position>', 'only events after this position', wholeNumber(0, Number.MAX_SAFE_INTEGER), 0)
    .option(...json)
    .addHelpText(
      'after',
      examples('events export --service scheduling > scheduling.ndjson', 'events export --service billing --after 1000'),
    )
    .action((options: { service: string; after: number }, command: Command) =>
      run(jsonOf(command), async (context) => {
        await exportEvents(options.service, options.after, context);
        return undefined;
      }),
    );

  addEventsCommands(events, run, jsonOf, examples);

  const projections = program.command('projections').description('the read models');
  projections
    .command('list')
    .description('where each projection stands')
    .option('--service <name>', 'only of this service', name)
    .option(...json)
    .addHelpText('after', examples('projections list', 'projections list --service billing'))
    .action(({ service }: { service?: string }, command: Command) =>
      run(jsonOf(command), (context) => listProjections(service === undefined ? services : [service], context)),
    );
  projections
    .command('rebuild')
    .description('fill a projection anew beside the old one, which serves until the new one has caught up')
    .argument('<name>', 'see projections list', name)
    .option('--service <name>', 'whose', name, 'scheduling')
    .option(...json)
    .addHelpText('after', examples('projections rebuild day-board', 'projections rebuild verification-cases --service billing'))
    .action((projection: string, { service }: { service: string }, command: Command) =>
      run(jsonOf(command), (context) => rebuildProjection(projection, service, context)),
    );
  parkedCommands(program, run, jsonOf, { json, examples });
  return program;
};
