import type { Command } from 'commander';
import { name, wholeNumber } from '../arguments.js';
import type { Run } from '../program.js';
import { services } from '../services.js';
import { beginIncarnation, showEvent, showStatistics, showStream, tail, type StreamFlags, type TailFlags } from './events.js';

const json = ['--json', 'a line of JSON for each event on standard output, all else goes to standard error'] as const;
const oneJson = ['--json', 'the last line of standard output is one JSON object, all else goes to standard error'] as const;
const anyPosition = wholeNumber(0, Number.MAX_SAFE_INTEGER);

/** How people look at the event store. */
export const addEventsCommands = (
  events: Command,
  run: Run,
  jsonOf: (command: Command) => boolean,
  examples: (...lines: readonly string[]) => string,
): void => {
  /** Answers by itself, event by event. */
  const streaming = (command: Command, work: (json: boolean, context: Parameters<Parameters<Run>[1]>[0]) => Promise<void>) =>
    run(jsonOf(command), async (context) => {
      await work(jsonOf(command), context);
      return undefined;
    });

  events
    .command('stream')
    .description('the events of one stream')
    .argument('<name>', 'as events stats and events tail show them: <service>.<category>-<id>')
    .option('--from <revision>', 'begin at this revision', anyPosition)
    .option('--limit <number>', 'at most so many', anyPosition)
    .option('--backwards', 'the last one first')
    .option(...json)
    .addHelpText(
      'after',
      examples('events stream scheduling.site-main-campus', 'events stream scheduling.site-main-campus --backwards --limit 5'),
    )
    .action((stream: string, flags: StreamFlags, command: Command) =>
      streaming(command, (asJson, context) => showStream(stream, flags, asJson, context)),
    );

  events
    .command('tail')
    .description('the last events of a service and whatever comes, until Ctrl-C')
    .option('--service <name>', `whose: ${services.join(', ')}`, name, 'scheduling')
    .option('--last <number>', 'begin so many positions before the end', anyPosition, 10)
    .option('--after <position>', 'begin behind this position instead', anyPosition)
    .option('--category <name>', 'of these streams only: daySchedule')
    .option('--type <name>', 'of this type only: AppointmentBooked')
    .option(...json)
    .addHelpText('after', examples('events tail', 'events tail --service billing --after 0 --json', 'events tail --type AppointmentBooked'))
    .action((flags: TailFlags, command: Command) => streaming(command, (asJson, context) => tail(flags, asJson, context)));

  events
    .command('show')
    .description('one event in full')
    .argument('<position>', 'in the one order of the service', wholeNumber(1, Number.MAX_SAFE_INTEGER))
    .option('--service <name>', `whose: ${services.join(', ')}`, name, 'scheduling')
    .option(...oneJson)
    .addHelpText('after', examples('events show 42', 'events show 7 --service billing --json'))
    .action((position: number, { service }: { service: string }, command: Command) =>
      run(jsonOf(command), (context) => showEvent(position, service, context)),
    );

  events
    .command('stats')
    .description('what the event stores hold')
    .option('--service <name>', 'only of this service', name)
    .option(...oneJson)
    .addHelpText('after', examples('events stats', 'events stats --service billing --json'))
    .action(({ service }: { service?: string }, command: Command) =>
      run(jsonOf(command), (context) => showStatistics(service === undefined ? services : [service], context)),
    );

  events
    .command('new-incarnation')
    .description('after files were put back by hand: let nothing of before be believed, and build the read models anew')
    .requiredOption('--service <name>', `whose: ${services.join(', ')}`, name)
    .option(...oneJson)
    .addHelpText('after', examples('events new-incarnation --service scheduling'))
    .action(({ service }: { service: string }, command: Command) => run(jsonOf(command), (context) => beginIncarnation(service, context)));
};
