import { type Command, flagRows, helpRow } from '@synochat/command-line';
import { type CommandName, commands, common } from './commands.ts';
import { exitMeanings } from './exit.ts';
import { type FlagName, flags } from './flags.ts';

/** Returns the help of the program. */
export function generalHelp(): string {
  const list = Object.entries(commands).map(([name, { about, words }]) => helpRow(`${name} ${words}`.trim(), about));
  return `Usage: synochat COMMAND [flags]

Synology Chat from the command line.

${list.join('\n')}
${helpRow('help [COMMAND]', 'show this text, or the help of a command')}
${helpRow('help exit-codes', 'list the exit codes for scripts')}

First copy the URL of a webhook from Chat (Integration › Incoming Webhooks). Then:

  export SYNOCHAT_WEBHOOK='https://…'     in single quotes, because the URL holds an &
  synochat doctor                         checks the URL, and posts nothing
  synochat send "Hello"

${whereSecrets}
--version prints the version.
`;
}

/** Returns the help of a command. */
export function commandHelp(name: CommandName): string {
  const command: Command<FlagName> = commands[name];
  const hasSecrets = command.flags.some((flag) => 'env' in flags[flag]);
  return [
    `Usage: synochat ${[name, command.words, '[flags]'].filter(Boolean).join(' ')}\n`,
    `${sentence(command.about)}\n`,
    flagRows(flags, [...command.flags, ...common]),
    ...(command.more === '' ? [] : [`\n${command.more}`]),
    ...(hasSecrets ? [`\n${whereSecrets}`] : ['']),
  ].join('\n');
}

const whereSecrets = `A URL of Chat is a secret, and the list of processes shows flags to every user of this machine. Set the environment variable
instead, or write {"webhook": "…", "bot": "…"} to ~/.config/synochat.json (chmod 600). A flag wins over a variable, a variable
over the file.
`;

/** Returns the list of exit codes. */
export function exitHelp(): string {
  const rows = exitMeanings.map(([code, meaning]) => `  ${String(code).padStart(3)}  ${meaning}`);
  return ['Exit codes:', ...rows, ''].join('\n');
}

function sentence(about: string): string {
  return `${about.charAt(0).toUpperCase()}${about.slice(1)}.`;
}
