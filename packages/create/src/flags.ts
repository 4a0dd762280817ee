import { type FlagTable, flagRows } from '@synochat/command-line';
import { kinds, runtimes } from './choices.ts';

/** Every flag of the program, in the order of the help. */
export const flags = {
  runtime: { type: 'string', value: 'RUNTIME', choices: runtimes, about: `one of ${runtimes.join(', ')}` },
  kind: { type: 'string', value: 'KIND', choices: kinds, about: `one of ${kinds.join(', ')}` },
  tarballs: {
    type: 'string',
    value: 'FOLDER',
    about: 'take synochat and its simulator from the files of npm pack in FOLDER',
  },
  help: { type: 'boolean', short: 'h', about: 'print the help' },
  version: { type: 'boolean', short: 'v', about: 'print the version' },
} as const satisfies FlagTable;

export const help = `Usage: create-synochat [FOLDER] [flags]

Creates a program for Synology Chat in a new or empty FOLDER, with a simulated Chat to try the program.
The command asks for each answer that is missing.

${flagRows(flags, ['runtime', 'kind', 'tarballs'])}

${flagRows(flags, ['help', 'version'])}

A webhook is an outgoing webhook: a message that begins with a word calls the program.
`;
