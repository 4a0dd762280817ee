import { completionScript, UsageError } from '@synochat/command-line';
import { commands, common } from './commands.ts';
import type { Context } from './context.ts';
import { type ExitCode, exitCodes } from './exit.ts';
import { flags } from './flags.ts';

/** Prints the completion script of a shell. */
export function completion({ words: [name] }: Context): Promise<ExitCode> {
  const { choices } = commands.completion;
  const shell = choices.find((choice) => choice === name);
  if (!shell) throw new UsageError(`Name one of the shells ${choices.join(', ')}`);
  process.stdout.write(completionScript(shell, { name: 'synochat', flags, commands, common }));
  return Promise.resolve(exitCodes.done);
}
