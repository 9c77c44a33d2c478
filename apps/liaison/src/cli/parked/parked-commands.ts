import { InvalidArgumentError, type Command } from 'commander';
import { name, wholeNumber } from '../arguments.js';
import type { Run, Shared } from '../program.js';
import { dropParked } from './drop.js';
import { listParked, showParked } from './look.js';
import { replayParked } from './replay.js';

const id = (text: string): string => {
  if (/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(text)) return text.toLowerCase();
  throw new InvalidArgumentError('It must be an id as parked list shows it.');
};
const reason = (text: string): string => {
  if (text.trim().length >= 3 && text.length <= 500) return text.trim();
  throw new InvalidArgumentError('It must be a reason of 3 to 500 characters.');
};

/** `liaison parked …`: events that could not be handled, and what waits behind them. */
export const parkedCommands = (program: Command, run: Run, jsonOf: (command: Command) => boolean, { json, examples }: Shared): void => {
  const parked = program.command('parked').description('events that a service could not handle, and what waits behind them');
  parked
    .command('list')
    .description('which keys wait, and for what')
    .option('--service <name>', 'only of this service', name)
    .option(...json)
    .addHelpText('after', examples('parked list', 'parked list --service billing'))
    .action(({ service }: { service?: string }, command: Command) => run(jsonOf(command), (context) => listParked(service, context)));
  parked
    .command('show')
    .description('the events of one key in their order, with what each says')
    .argument('<id>', 'see parked list', id)
    .option('--service <name>', 'whose', name, 'billing')
    .option(...json)
    .addHelpText('after', examples('parked show 0b8a4c5e-91f2-4f63-9c41-6f2f0a9f6d11'))
    .action((key: string, { service }: { service: string }, command: Command) =>
      run(jsonOf(command), (context) => showParked(key, service, context)),
    );
  parked
    .command('replay')
    .description('handle what waits under a key, in its order, until it is free or an event fails again')
    .argument('[id]', 'see parked list', id)
    .option('--all', 'every key that is parked')
    .option('--service <name>', 'whose', name, 'billing')
    .option(...json)
    .addHelpText('after', examples('parked replay 0b8a4c5e-91f2-4f63-9c41-6f2f0a9f6d11', 'parked replay --all --service billing'))
    .action((key: string | undefined, { service, all }: { service: string; all?: boolean }, command: Command) => {
      if ((key === undefined) === (all !== true)) command.error('error: name one id, or --all');
      return run(jsonOf(command), (context) => replayParked(key, service, context));
    });
  parked
    .command('drop')
    .description('decide that the first event of a key, or another one, is never handled; the reason is kept with it')
    .argument('<id>', 'see parked list', id)
    .requiredOption('--reason <text>', 'why; no names of patients', reason)
    .option('--event <number>', 'see parked show (default: the first one)', wholeNumber(1, Number.MAX_SAFE_INTEGER))
    .option('--service <name>', 'whose', name, 'billing')
    .option(...json)
    .addHelpText('after', examples('parked drop 0b8a4c5e-91f2-4f63-9c41-6f2f0a9f6d11 --reason "sent by a test system"'))
    .action((key: string, { service, reason: why, event }: { service: string; reason: string; event?: number }, command: Command) =>
      run(jsonOf(command), (context) => dropParked(key, service, why, event, context)),
    );
};
