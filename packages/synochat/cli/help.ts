import { type Command, type CommandName, commands, common, type Flag, flags } from './commands.ts';
import { exitMeanings } from './exit.ts';

const indent = 30;

/** What the program is, for whoever types it for the first time. */
export function generalHelp(): string {
  const list = Object.entries(commands).map(([name, { about, words }]) => row(`${name} ${words}`.trim(), about));
  return `Usage: synochat COMMAND [flags]

Synology Chat from the command line.

${list.join('\n')}
${row('help [COMMAND]', 'this, or all about a command')}

To begin with, copy the URL of a webhook from Chat (Integration › Incoming Webhooks), then:

  export SYNOCHAT_WEBHOOK='https://…'     in single quotes, because of the & in it
  synochat doctor                         says whether it works, and posts nothing
  synochat send "Hello"

${whereSecrets}
${exitHelp()}
--version prints the version.
`;
}

/** All about a command. */
export function commandHelp(name: CommandName): string {
  const command: Command = commands[name];
  const known = [...command.flags, ...common].map((flag) => flagRow(flag, flags[flag]));
  const withSecrets = command.flags.some((flag) => 'env' in flags[flag]);
  return [
    `Usage: synochat ${[name, command.words, '[flags]'].filter(Boolean).join(' ')}\n`,
    `${sentence(command.about)}\n`,
    known.join('\n'),
    ...(command.more === '' ? [] : [`\n${command.more}`]),
    ...(withSecrets ? [`\n${whereSecrets}`] : ['']),
    exitHelp(),
  ].join('\n');
}

const whereSecrets = `A URL of Chat is a secret, and a flag is seen in the list of processes: better set the environment variable, or write
{"webhook": "…", "bot": "…"} to ~/.config/synochat.json (chmod 600). A flag counts before a variable, that before the file.
`;

function exitHelp(): string {
  return [
    'Exit codes:',
    ...exitMeanings.map(([code, meaning]) => `  ${String(code).padStart(3)}  ${meaning}`),
    '',
  ].join('\n');
}

function flagRow(name: string, { short, value, about, env }: Flag): string {
  const typed = `${short === undefined ? '' : `-${short}, `}--${name}${value === undefined ? '' : ` ${value}`}`;
  return row(typed, env === undefined ? about : `${about} (or ${env})`);
}

function row(term: string, about: string): string {
  const gap = term.length + 2 < indent - 2 ? ' '.repeat(indent - 2 - term.length) : `\n${' '.repeat(indent)}`;
  return `  ${term}${gap}${about}`;
}

function sentence(about: string): string {
  return `${about.charAt(0).toUpperCase()}${about.slice(1)}.`;
}
