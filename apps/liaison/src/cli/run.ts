import { CommanderError } from 'commander';
import { createColors } from 'picocolors';
import { contextOf } from './context.js';
import { Failure } from './failure.js';
import { programOf, type Run } from './program.js';
import type { Surroundings } from './surroundings.js';

/**
 * One command from beginning to end.
 * @returns the exit code: 0 done, 1 failed or something refused by fault of the input, 2 wrong usage
 */
export const run = async (args: readonly string[], surroundings: Surroundings): Promise<number> => {
  const { stdout, stderr, env } = surroundings;
  const { red } = createColors(stderr.isTTY === true && env['NO_COLOR'] === undefined);
  const wantsJson = args.includes('--json');
  let exitCode = 0;
  const execute: Run = async (json, command) => {
    const answer = await command(contextOf(surroundings));
    if (!answer) return;
    if (answer.text !== undefined) (json ? stderr : stdout).write(`${answer.text}\n`);
    exitCode = answer.exitCode ?? 0;
    if (json) stdout.write(`${JSON.stringify({ ok: exitCode === 0, ...answer.json })}\n`);
  };
  const refused = (code: string, message: string, facts: Readonly<Record<string, unknown>> = {}) => {
    if (wantsJson) stdout.write(`${JSON.stringify({ ok: false, code, message, ...facts })}\n`);
  };
  const program = programOf(execute, {
    writeOut: (text) => void (wantsJson ? stderr : stdout).write(text),
    writeErr: (text) => void stderr.write(text),
  });
  try {
    await program.parseAsync([...args], { from: 'user' });
    return exitCode;
  } catch (error) {
    if (error instanceof CommanderError) {
      if (error.exitCode === 0) return 0;
      refused('usage', error.code === 'commander.help' ? 'name a command' : error.message);
      return 2;
    }
    if (!(error instanceof Failure)) throw error;
    stderr.write(`${[red(error.message), ...error.lines].join('\n')}\n`);
    refused(error.code, error.message, error.facts);
    return 1;
  }
};
